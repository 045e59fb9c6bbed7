using Ov.Cli;
using Ov.Core.Ledger;

namespace Ov.Demo;

/// <summary>Shows the demo: one line an event while it runs, the summary at its end.</summary>
internal static class DemoView
{
    /// <summary>A line of progress, or null for events that only matter to a debugger.</summary>
    public static string? Line(EventRecord record, DateTimeOffset start, Func<string, string> nameOf)
    {
        if (record.Type.StartsWith("tool.", StringComparison.Ordinal) || record.Type.StartsWith("intent.", StringComparison.Ordinal))
        {
            return null;
        }

        var who = record.AgentId is { } id ? nameOf(id) : record.Actor ?? "ov";
        return $"{Math.Max(0, (record.At - start).TotalSeconds),6:0.0} s  {who,-20} {record.Type,-20} {record.Text}".TrimEnd();
    }

    public static void Write(DemoOutcome outcome, TextView view)
    {
        view.Line();
        view.Line($"Tasks closed          {outcome.TasksClosed} of {outcome.TasksTotal}; the group {(outcome.GroupClosed ? "closed by itself" : "is still open")}");
        if (outcome.Conflicted is { } conflict)
        {
            view.Line($"Conflicted, landed    {conflict.Branch} ({string.Join(", ", conflict.Files)}) after its owner re-based it");
        }

        if (outcome.Killed is { } kill)
        {
            view.Line($"Killed with SIGKILL   pid {kill.Pid} ({kill.Agent}, incarnation {kill.Incarnation}); incarnation {kill.SuccessorIncarnation} finished its task");
        }

        view.Line($"Tests on every commit {outcome.FirstParentCommits.Count(c => c.TestsGreen)} of {outcome.FirstParentCommits.Count} first-parent commits of {outcome.Target} are green");
        view.Line($"Processes left        {(outcome.ProcessesLeft.Count == 0 ? "none" : string.Join(", ", outcome.ProcessesLeft))}");
        view.Line($"Time                  {outcome.ElapsedMs / 1000:0.0} s");
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
