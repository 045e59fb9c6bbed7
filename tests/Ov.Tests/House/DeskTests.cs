using Ov.Core.Ledger;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.House;

/// <summary>
/// What a caller that is neither an agent nor the operator may do: a plain script, or an agent CLI that somebody talks to. It works as the
/// desk of the run, and decides nothing.
/// </summary>
public sealed class DeskTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_desk_reads_everything_and_adds_slings_nudges_stops_and_mails()
    {
        Prepare();
        var faults = new[]
        {
            "status", "task list", "task show 1", "run list", "run show", "group list", "mail list", "mail check", "worktree list", "merge --status",
            "show builder-1", "prime", "doctor --category ledger", "task add More --dry-run", "task edit 2 --priority high", "spec write 2 --body x",
            "group create some 2", "sling 2 --dry-run", "nudge builder-1 --dry-run", "stop builder-1 --dry-run",
            "mail send --to builder-1 --subject s --body b", "run start other --dry-run", "merge --branch overstory/builder-2/3 --dry-run",
        }.Select(line => _site.Project.Ov([], line.Split(' '))).Where(run => run.Exit is not (0 or 7)).Select(run => run.ToString()).ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Fact]
    public void The_desk_decides_nothing_forces_nothing_and_touches_no_trust_and_no_token_and_nothing_is_changed()
    {
        Prepare();
        _site.Project.Write(".overstory/config.yaml", "gates:\n  - name: unit\n    command: \"true\"\n");
        var before = _site.Operator.Ledger.Read(EventStore.LastSequence);
        var faults = new[]
        {
            "run abort --reason x", "run complete --force", "run deliver --land", "run deliver --pr", "task cancel 2 --reason x", "task close 1 --reason x", "task reopen 2 --reason x",
            "worktree remove builder-1 --force", "worktree clean --all --force --yes", "undo", "merge --branch overstory/builder-2/3 --into other",
            "merge --branch overstory/builder-2/3 --trust", "sling 2 --force-hierarchy --capability coordinator",
            "stop builder-1 --clean-worktree --force", "token create more", "token list", "token revoke ci",
        }.Select(line => _site.Project.Ov([], line.Split(' ')))
            .Where(run => run.Exit != 4 || !(run.Error.Contains("Error [not-operator]", StringComparison.Ordinal) || run.Error.Contains("Error [untrusted]", StringComparison.Ordinal)))
            .Select(run => run.ToString()).ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        Assert.Equal(before, _site.Operator.Ledger.Read(EventStore.LastSequence));
    }

    private void Prepare()
    {
        _site.Worker("builder-1", _site.Add("Work"));
        _site.Add("Two");
        var done = _site.Add("Done");
        _site.Worker("builder-2", done);
        _site.CommitIn("builder-2", "two.txt", "two\n");
        _site.Done("builder-2", done);
        _site.Project.Git("branch", "other");
    }
}
