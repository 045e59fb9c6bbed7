using Ov.Core;
using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Tests.Git;

public sealed class GitProgramTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public void Inherited_git_variables_do_not_lead_git_astray()
    {
        _git.Commit("one");
        _git.Variables["GIT_DIR"] = "/nowhere";
        _git.Variables["GIT_INDEX_FILE"] = "/nowhere/index";
        _git.Variables["LC_ALL"] = "de_DE.UTF-8";
        var program = new GitProgram(new ProcessRunner(_git.Variables), _git.Variables);
        Assert.Equal("true", program.Line(GitCall.Read(_git.Root, "rev-parse", "--is-inside-work-tree")));
    }

    [Fact]
    public void A_failure_speaks_gits_last_words()
    {
        var failure = Assert.Throws<OvException>(() => _git.Program.Text(GitCall.Change(_git.Root, "checkout", "no-such-branch")));
        Assert.Equal(ErrorCode.GitFailed, failure.Code);
        Assert.Contains("git checkout", failure.Message);
        Assert.Contains("pathspec 'no-such-branch' did not match", failure.Message);
        Assert.Equal("fatal: b", GitProgram.LastWords("error: a\nfatal: b\nhint: c\n"));
        Assert.Equal("plain", GitProgram.LastWords("plain\nhint: c\n"));
        Assert.Equal("no reason given", GitProgram.LastWords(""));
    }

    [Fact]
    public void No_git_and_too_old_a_git_are_named()
    {
        var variables = new Dictionary<string, string> { ["PATH"] = _git.Folder };
        var missing = Assert.Throws<OvException>(() => new GitProgram(new ProcessRunner(variables), variables).RequireVersion());
        Assert.Equal(ErrorCode.ToolMissing, missing.Code);

        Assert.True(_git.Program.RequireVersion() >= GitProgram.Minimum);
        var old = Path.Combine(_git.Folder, "git");
        File.WriteAllText(old, "#!/bin/sh\ncase \"$*\" in *' version') echo 'git version 2.34.1 (Distribution-123)';; *) echo 'usage: git' >&2; exit 129;; esac\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var aged = new GitProgram(new ProcessRunner(variables), variables);
        var refused = Assert.Throws<OvException>(() => new GitMerge(aged).Build(_git.Folder, "a", "b"));
        Assert.Equal(ErrorCode.ToolMissing, refused.Code);
        Assert.Contains("2.34.1", refused.Message);
        Assert.Contains("2.38", refused.Message);
    }

    [Fact]
    public void A_git_that_hangs_is_ended_at_its_limit()
    {
        _git.Git("config", "alias.hang", "!sleep 300");
        var failure = Assert.Throws<OvException>(() => _git.Program.Run(GitCall.Read(_git.Root, "hang") with { TimeLimit = TimeSpan.FromMilliseconds(200) }));
        Assert.Equal(ErrorCode.GitFailed, failure.Code);
        Assert.Contains("did not finish", failure.Message);
    }
}
