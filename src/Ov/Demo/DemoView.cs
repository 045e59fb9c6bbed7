using Ov.Cli;
using Ov.Core.Ledger;

namespace Ov.Demo;

/// <summary>Shows the demo: one line an event while it runs, the summary at its end.</summary>
internal static class DemoView
{
    /// <summary>Events that people follow; turns, deliveries and states of agents in between only matter to a debugger.</summary>
    private static readonly string[] Told =
    [
        "run.started", "run.completed", "group.completed", "agent.booting", "agent.zombie", "agent.failed", "task.completed", "task.closed", "task.pending",
        "mail.sent", "merge.conflicted", "merge.landed", "merge.rejected",
    ];

    /// <summary>A line of progress, or null for an event that is not told.</summary>
    public static string? Line(EventRecord record, DateTimeOffset start, Func<string, string> nameOf)
    {
        if (!Told.Contains(record.Type))
        {
            return null;
        }

        var who = record.AgentId is { } id ? nameOf(id) : record.Actor ?? "ov";
        return $"{Math.Max(0, (record.At - start).TotalSeconds),6:0.0} s  {who,-18} {record.Type,-17} {record.Text}".TrimEnd();
    }

    public static void Write(DemoOutcome outcome, TextView view)
    {
        view.Line();
        view.Line($"Tasks closed          {outcome.TasksClosed} of {outcome.TasksTotal}; the group {(outcome.GroupClosed ? "closed by itself" : "is still open")}");
        if (outcome.Conflicted is { } conflict)
        {
            view.Line($"Conflicted, landed    {conflict.Branch} {conflict.Reason}; landed after its owner re-based it");
        }

        if (outcome.Killed is { } kill)
        {
            view.Line($"Killed with SIGKILL   pid {kill.Pid} ({kill.Agent}, incarnation {kill.Incarnation}); incarnation {kill.SuccessorIncarnation} finished its task");
        }

        view.Line($"Tests on every commit {outcome.FirstParentCommits.Count(c => c.TestsGreen)} of {outcome.FirstParentCommits.Count} first-parent commits of {outcome.Target} are green");
        view.Line($"Processes left        {(outcome.ProcessesLeft.Count == 0 ? "none" : string.Join(", ", outcome.ProcessesLeft))}");
        view.Line($"Time                  {outcome.ElapsedMs / 1000.0:0.0} s");
        view.Line();
        foreach (var line in outcome.Graph)
        {
            view.Line(line);
        }

        view.Line();
        if (outcome.Kept)
        {
            view.Line($"The repository is in {outcome.Repository}; its ledger in .git/overstory, the agents' worktrees in greet.worktrees beside it.");
            view.Line($"Look around:  ov -C {outcome.Repository} status    ov -C {outcome.Repository} task list    ov -C {outcome.Repository} mail list");
        }
        else
        {
            view.Line("The scratch repository was removed; 'ov demo --keep DIR' leaves it to look around in.");
        }

        view.Line("In your own repository:  ov init    ov sling \"Fix the flaky login test\" --exec '<command>'    ov status");
    }
}
