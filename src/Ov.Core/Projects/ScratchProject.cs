using Ov.Core.Processes;

namespace Ov.Core.Projects;

/// <summary>A throw-away repository that is a project of its own, driven by our own program as its operator.</summary>
public class ScratchProject
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ProcessRunner _processes;

    /// <param name="folder">Holds the repository and what belongs to it.</param>
    /// <param name="name">Of the repository.</param>
    /// <param name="environment">Of whoever starts it: what names another project or repository is left out.</param>
    /// <param name="variables">Added to it.</param>
    public ScratchProject(string folder, string name, OvEnvironment environment, params IEnumerable<KeyValuePair<string, string>> variables)
    {
        (Folder, Repository) = (folder, Path.Combine(folder, name));
        Variables = environment.Variables
            .Where(v => !v.Key.StartsWith("OVERSTORY_", StringComparison.Ordinal) && !v.Key.StartsWith("OV_", StringComparison.Ordinal) && !v.Key.StartsWith("GIT_", StringComparison.Ordinal))
            .Concat(variables).GroupBy(v => v.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        _processes = new ProcessRunner(Variables);
        Directory.CreateDirectory(Repository);
    }

    public string Folder { get; }

    public string Repository { get; }

    public Dictionary<string, string> Variables { get; }

    private string TokenFile => Path.Combine(Folder, "operator-token");

    /// <summary>Makes the repository and the project, with these files in its first commit.</summary>
    /// <param name="localConfig">Settings of this machine alone; never committed.</param>
    public void Make(string committer, IEnumerable<KeyValuePair<string, string>> files, string localConfig)
    {
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", committer);
        Git("config", "user.email", "scratch@localhost");
        Git("config", "commit.gpgsign", "false");
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(Repository, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        Ov("init", "--yes", "--token-file", TokenFile);
        Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(TokenFile).Trim();
        File.WriteAllText(Path.Combine(Repository, ".overstory", "config.local.yaml"), localConfig);
        Git("add", "-A");
        Git("commit", "-q", "-m", "Begin");
    }

    /// <summary>Runs ov in the repository as its operator and returns its JSON answer.</summary>
    public string Ov(params string[] arguments)
    {
        var self = OwnExecutable.Path;
        var result = TryRun(self.FileName, [.. self.LeadingArguments, .. arguments, "--json"]);
        return result.Succeeded
            ? result.Stdout
            : throw new OvException(ErrorCode.Failed, $"In the scratch repository, 'ov {string.Join(' ', arguments)}' failed: {(result.Stderr.Length > 0 ? result.Stderr : result.Stdout).Trim()}");
    }

    public string Git(params string[] arguments)
    {
        var result = TryRun("git", arguments);
        return result.Succeeded
            ? result.Stdout
            : throw new OvException(ErrorCode.GitFailed, $"In the scratch repository, 'git {string.Join(' ', arguments)}' failed: {result.Stderr.Trim()}");
    }

    public ProcessResult TryRun(string program, params string[] arguments) => _processes.Run(new ProcessRequest(program, arguments) { WorkingDirectory = Repository, TimeLimit = Limit });
}
