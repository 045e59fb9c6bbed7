using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Demo;

/// <summary>Reads the outcome back from ledger and git: nothing is taken from what the demo meant to do.</summary>
internal static class DemoReading
{
    private const string Target = "main";

    public static DemoOutcome Of(DemoSandbox sandbox, OvApp scratch, (AgentRecord Agent, int Pid)? killed, bool kept, TimeSpan elapsed)
    {
        var tasks = scratch.Ledger.Read(TaskStore.All);
        var commits = Commits(sandbox);
        var outcome = new DemoOutcome(
            sandbox.Repository, kept, Target, tasks.Count(task => task.State == TaskState.Closed), tasks.Count, scratch.Ledger.Read(DemoStore.GroupClosed),
            scratch.Ledger.Read(DemoStore.FirstConflict), killed is { } dead ? Kill(scratch, dead.Agent, dead.Pid) : null, commits, sandbox.Processes(),
            sandbox.Git("log", "--graph", "--oneline", "--decorate", "-n", "30", Target).TrimEnd().Split('\n'), (long)elapsed.TotalMilliseconds, []);
        return outcome with { Failures = [.. Failures(outcome)] };
    }

    private static DemoKill Kill(OvApp scratch, AgentRecord agent, int pid)
    {
        var successor = scratch.Ledger.Read(sql => AgentStore.OfTask(sql, agent.TaskId!)).LastOrDefault(next => next.Id != agent.Id);
        return new DemoKill(pid, agent.Name, agent.Incarnation, successor?.Name, successor?.Incarnation);
    }

    private static List<DemoCommit> Commits(DemoSandbox sandbox)
    {
        var checkout = Path.Combine(sandbox.Folder, "each-commit");
        sandbox.Git("worktree", "add", "-q", "--detach", checkout, Target);
        var commits = new List<DemoCommit>();
        foreach (var line in sandbox.Git("log", "--first-parent", "--format=%H %s", Target).TrimEnd().Split('\n'))
        {
            var commit = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            sandbox.Git("-C", checkout, "checkout", "-q", "--detach", commit);
            commits.Add(new DemoCommit(commit, line[(commit.Length + 1)..], sandbox.TryRun("sh", Path.Combine(checkout, "tests", "run.sh")).Succeeded));
        }

        sandbox.Git("worktree", "remove", "--force", checkout);
        return commits;
    }

    private static IEnumerable<string> Failures(DemoOutcome outcome)
    {
        if (outcome.TasksClosed != outcome.TasksTotal)
        {
            yield return $"{outcome.TasksTotal - outcome.TasksClosed} tasks are not closed";
        }

        if (!outcome.GroupClosed)
        {
            yield return "the group did not close";
        }

        if (outcome.Conflicted?.LandedCommit is null)
        {
            yield return "no branch conflicted and landed after a re-base";
        }

        if (outcome.Killed?.Successor is null)
        {
            yield return "no second incarnation finished the killed worker's task";
        }

        foreach (var red in outcome.FirstParentCommits.Where(commit => !commit.TestsGreen))
        {
            yield return $"the tests are red on {red.Commit}";
        }

        if (outcome.ProcessesLeft.Count > 0)
        {
            yield return $"processes left: {string.Join(", ", outcome.ProcessesLeft)}";
        }
    }
}
