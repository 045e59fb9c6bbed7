using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Tests.Git;

/// <summary>A real repository in a folder of its own, with a home of its own: no setting of this machine's user reaches it.</summary>
public sealed class GitScratch : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(2));

    public GitScratch()
    {
        Folder = new DirectoryInfo(Directory.CreateTempSubdirectory("ov-git-").FullName).FullName;
        var home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        File.WriteAllText(Path.Combine(home, ".gitconfig"), "[user]\n\tname = Pat Doe\n\temail = pat@example.com\n[init]\n\tdefaultBranch = main\n");
        Variables = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = home, ["GIT_CONFIG_NOSYSTEM"] = "1" };
        Root = Path.Combine(Folder, "repo");
        Directory.CreateDirectory(Root);
        Program = new GitProgram(new ProcessRunner(Variables), Variables);
        Git("init", "--quiet");
    }

    public string Folder { get; }

    public string Root { get; }

    public string GitDir => Path.Combine(Root, ".git");

    public Dictionary<string, string> Variables { get; }

    public GitProgram Program { get; }

    public GitRefs Refs => new(Program);

    public GitCommits Commits => new(Program);

    public GitDiffs Diffs => new(Program);

    public GitMerge Merge => new(Program);

    public GitWorktrees Worktrees => new(Program);

    public GitStatusReader Status => new(Program);

    /// <summary>What a user would type in the repository.</summary>
    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public string GitIn(string folder, params string[] arguments)
    {
        var result = new ProcessRunner(Variables).Run(new ProcessRequest("git", arguments) { WorkingDirectory = folder });
        Assert.True(result.Succeeded, $"git {string.Join(' ', arguments)}: {result.Stderr}");
        return result.Stdout.TrimEnd('\n');
    }

    public string PathOf(string file) => Path.Combine(Root, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Commits everything and returns the commit.</summary>
    public string Commit(string message, params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
            Write(file, text);
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
