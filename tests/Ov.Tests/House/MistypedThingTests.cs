using Ov.Core.Agents;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.House;

/// <summary>A slip in a name never acts on something else: it is refused, and the nearest right name is said.</summary>
public sealed class MistypedThingTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void An_unknown_command_option_agent_task_branch_run_or_group_is_answered_with_the_nearest()
    {
        var task = _site.Add("Fix the login");
        _site.Worker("builder-1", task);
        _site.Project.Git("branch", "feature");
        _site.Project.Ov([], "group", "create", "release", "1");
        using var ledger = _site.Project.OpenLedger();
        var token = ledger.Write(tx => OperatorTokenStore.Create(tx, "desk"));
        var faults = new List<string>();
        foreach (var (words, nearest, exit) in new (string[], string, int)[]
        {
            (["stauts"], "status", 2),
            (["task", "lsit"], "list", 2),
            (["task", "list", "--jsno"], "--json", 2),
            (["mail", "send", "--subjct", "x"], "--subject", 2),
            (["status", "--run", "rum-1"], "run-1", 3),
            (["run", "show", "run-2"], "run-1", 3),
            (["stop", "bilder-1"], "builder-1", 3),
            (["nudge", "builder-2"], "builder-1", 3),
            (["mail", "send", "--to", "bulider-1", "--subject", "s", "--body", "b"], "builder-1", 3),
            (["sling", task.Id[..^1] + "!"], task.Id, 3),
            (["task", "show", "Fix teh login"], "Fix the login", 3),
            (["task", "add", "More", "--needs", task.Id[..^1] + "!"], task.Id, 3),
            (["group", "status", "relaese"], "release", 3),
            (["worktree", "remove", "bulider-1"], "builder-1", 3),
            (["merge", "--branch", "featrue"], "feature", 3),
            (["run", "start", "new", "--target", "featrue"], "feature", 3),
            (["sling", "1", "--base-branch", "featrue"], "feature", 3),
            (["sling", "1", "--open", "featrue"], "feature", 3),
            (["show", "bulider-1"], "builder-1", 3),
            (["wait", "bulider-1"], "builder-1", 3),
            (["mail", "list", "--to", "bulider-1"], "builder-1", 3),
            (["mail", "list", "--from", "opertor"], "operator", 3),
            (["mail", "list", "--agent", "bulider-1"], "builder-1", 3),
            (["mail", "search", "login", "--from", "bulider-1"], "builder-1", 3),
            (["task", "list", "--agent", "bulider-1"], "builder-1", 3),
            (["status", "--agent", "bulider-1"], "builder-1", 3),
            (["note", "list", "--author", "bulider-1"], "builder-1", 3),
            (["feed", "--agent", "bulider-1"], "builder-1", 3),
            (["costs", "--agent", "bulider-1"], "builder-1", 3),
            (["inspect", "bulider-1", "--messages"], "builder-1", 3),
            (["agents", "--role", "buidler"], "builder", 3),
            (["merge", "--branch", "overstory/builder-1"], "overstory/builder-1/1", 3),
            (["token", "revoke", "dsek"], "desk", 3),
            (["help", "mial"], "mail", 3),
            (["schema", "stauts"], "status", 3),
        })
        {
            var run = _site.Project.Ov([("OV_OPERATOR_TOKEN", token)], words);
            if (run.Exit != exit || !run.Error.Contains("Did you mean", StringComparison.Ordinal) || !run.Error.Contains(nearest, StringComparison.Ordinal))
            {
                faults.Add($"expected {nearest}, exit {exit}:\n{run}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }
}
