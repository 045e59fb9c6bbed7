using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Delivering;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Merging;
using Ov.Tests.Tasks;

namespace Ov.Tests.Delivering;

/// <summary>Against a real remote repository on this disk, and programs on the PATH that say what the forges' own say.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PullRequestTests : IDisposable
{
    private readonly MergeSite _site = new("ov/run-1");

    public PullRequestTests()
    {
        var (task, _) = _site.Reported("one", ("one.txt", "1\n"));
        Assert.Null(_site.Merge("one").Problem);
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
        _site.Project.Git("clone", "-q", "--bare", ".", Remote);
        _site.Project.GitIn(Remote, "update-ref", "-d", "refs/heads/ov/run-1");
        _site.Project.Git("remote", "add", "origin", Remote);
        Directory.CreateDirectory(Programs);
    }

    private string Remote => Path.Combine(_site.Project.Folder, "remote.git");

    private string Programs => Path.Combine(_site.Project.Folder, "programs");

    private string Log => Path.Combine(_site.Project.Folder, "asked");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_branch_is_pushed_and_a_request_made_once_and_then_found_again()
    {
        Program("gh", """
            case "$1 $2" in
            "pr list") [ -e made ] && echo '[{"number":7,"state":"OPEN","baseRefName":"main","url":"https://github.com/me/shop/pull/7"}]' || echo '[]' ;;
            "pr create") touch made; echo "Warning: 1 uncommitted change" >&2; echo "https://github.com/me/shop/pull/7" ;;
            esac
            """);
        var first = Request();
        Assert.Equal(("gh", "origin", "https://github.com/me/shop/pull/7", false), (first.Program, first.Remote, first.Url, first.WasOpen));
        Assert.Equal(_site.Tip("ov/run-1"), _site.Project.GitIn(Remote, "rev-parse", "refs/heads/ov/run-1").Trim());
        Assert.Equal(["pr", "create", "--head", "ov/run-1", "--base", "main", "--title", "Work of run-1", "--body", "- Work on one"], Asked("create"));
        Assert.Contains("https://github.com/me/shop/pull/7", _site.App.Ledger.Read(sql => sql.All("SELECT text FROM event WHERE type = 'run.offered'", row => row.Text("text"))).Single());

        _site.Reported("two", ("two.txt", "2\n"));
        Assert.Null(_site.Merge("two").Problem);
        Assert.True(Request().WasOpen);
        var kept = Assert.Single(_site.App.Ledger.Read(sql => RunRequest.Of(sql, _site.Run.Id, "ov/run-1")));
        Assert.Equal((7, "https://github.com/me/shop/pull/7", "ov/run-1", "main", RequestState.Open, ReviewStatus.Pending), (kept.Number, kept.Url, kept.Branch, kept.Base, kept.State, kept.Review.Status));
        Assert.Equal(_site.App.Ledger.Read(sql => sql.All("SELECT at FROM event WHERE type = 'run.offered' ORDER BY seq", row => row.Time("at")))[0], kept.CreatedAt);
        Assert.Equal(_site.Tip("ov/run-1"), _site.Project.GitIn(Remote, "rev-parse", "refs/heads/ov/run-1").Trim());
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void Gitlab_is_spoken_to_in_its_own_words()
    {
        Program("glab", """[ "$2" = create ] && echo "https://gitlab.com/me/shop/-/merge_requests/7" || echo '[]'""");
        Assert.Equal(("glab", "https://gitlab.com/me/shop/-/merge_requests/7"), (Request().Program, Request().Url));
        Assert.Equal(["mr", "create", "--source-branch", "ov/run-1", "--target-branch", "main", "--title", "Work of run-1", "--description", "- Work on one", "--yes"], Asked("create"));
    }

    [Fact]
    public void Without_such_a_program_nothing_is_pushed_and_the_commands_to_type_are_named()
    {
        var refusal = Refusal.Of(ErrorCode.ToolMissing, () => Request());
        Assert.Contains("git push origin ov/run-1 && gh pr create --head ov/run-1 --base main --title 'Work of run-1' --body '- Work on one'", refusal.Hint);
        Assert.Equal("", _site.Project.GitIn(Remote, "branch", "--list", "ov/run-1"));
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void What_the_remote_or_the_program_refuses_is_said_in_its_words_and_force_is_never_used()
    {
        Program("gh", """[ "$2" = list ] && echo '[]' || { echo "GraphQL: No permission to create pull requests" >&2; exit 1; }""");
        var refused = Refusal.Of(ErrorCode.Failed, () => Request());
        Assert.Contains("GraphQL: No permission to create pull requests", refused.Message);
        Assert.Contains("gh pr create", refused.Hint);

        var theirs = _site.Project.GitIn(Remote, "commit-tree", "-m", "Theirs", "main^{tree}").Trim();
        _site.Project.GitIn(Remote, "update-ref", "refs/heads/ov/run-1", theirs);
        Assert.Contains("rejected", Refusal.Of(ErrorCode.GitFailed, () => Request()).Message);
        Assert.Equal(theirs, _site.Project.GitIn(Remote, "rev-parse", "refs/heads/ov/run-1").Trim());
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void Without_a_remote_to_choose_it_is_asked_for()
    {
        Program("gh", "exit 1");
        _site.Project.Git("remote", "rename", "origin", "one");
        _site.Project.Git("remote", "add", "two", Remote);
        Assert.Contains("branch.main.remote", Refusal.Of(ErrorCode.NotFound, () => Request()).Hint);
        _site.Project.Git("config", "branch.main.remote", "two");
        Assert.Equal("two", new PullRequester(App(), Delivery()).Plan.Remote);
    }

    private OvApp App() => _site.Project.App(("PATH", $"{Programs}:{Path.Combine(_site.Project.Folder, "git-only")}"));

    private Delivery Delivery() => Core.Delivering.Delivery.Of(_site.App, Caller.Operator, _site.Run, null);

    private PullRequest Request()
    {
        // Nothing but git: a program of the same name on the machine must not be found.
        var only = Directory.CreateDirectory(Path.Combine(_site.Project.Folder, "git-only"));
        foreach (var program in new[] { "git", "sh", "touch" })
        {
            var link = Path.Combine(only.FullName, program);
            if (!File.Exists(link))
            {
                File.CreateSymbolicLink(link, File.Exists($"/usr/bin/{program}") ? $"/usr/bin/{program}" : $"/bin/{program}");
            }
        }

        using var app = App();
        return new PullRequester(app, Delivery()).Request(Caller.Operator, CancellationToken.None);
    }

    private string[] Asked(string verb) => File.ReadAllText(Log).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Last(call => call.Split('\n')[1] == verb).Split('\n');

    private void Program(string name, string script)
    {
        var path = Path.Combine(Programs, name);
        File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\n' \"$@\" >>'{Log}'; echo >>'{Log}'\ncd '{_site.Project.Folder}'\n{script}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}
