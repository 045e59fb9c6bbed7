using Ov.Cli;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Text;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary>Status for people, cut to the terminal; an empty part says what to type next.</summary>
internal static class StatusView
{
    /// <summary>Columns from which a line has room for the role too.</summary>
    private const int Roomy = 60;

    /// <summary>Nobody is shown so many that ended without having asked for all of them.</summary>
    private const int ManyEnded = 99;

    public static void Write(StatusReport status, DateTimeOffset now, bool verbose, TextView view)
    {
        WriteRuns(status, view);
        WriteNeeds(status, view);
        WriteAgents(status, now, verbose, view);
        WriteRest(status, view);
        WriteNext(status, view);
    }

    private static void WriteRuns(StatusReport status, TextView view)
    {
        if (status.Runs.Count == 0)
        {
            view.Line($"{status.Project}: no run yet");
        }

        foreach (var run in status.Runs)
        {
            var state = run.State == RunState.Active ? "" : $" ({run.State.Word()})";
            view.Row($"{status.Project}: {run.Name} → {run.Target}{state}{(run.Objective.Length > 0 ? $"  {VisibleText.OneLine(run.Objective)}" : "")}");
        }
    }

    private static void WriteNeeds(StatusReport status, TextView view)
    {
        if (status.NeedsYou.Count == 0)
        {
            return;
        }

        view.Line();
        view.Heading("Needs you");
        foreach (var need in status.NeedsYou)
        {
            view.Row($"  {(need.Kind is "question" or "gate" or "overdue" ? '?' : '!')} {VisibleText.OneLine(need.Text)}");
            if (need.Command is not null && !view.Quiet)
            {
                view.Line($"      {need.Command}");
            }
        }
    }

    private static void WriteAgents(StatusReport status, DateTimeOffset now, bool verbose, TextView view)
    {
        if (status.Agents.Count == 0)
        {
            return;
        }

        var live = status.Agents.Count(agent => IsLive(agent.State));
        view.Line();
        var ended = status.EndedAgentsHidden == 0 ? "" : status.Agents.Count > live + ManyEnded ? $", {status.EndedAgentsHidden} more ended: ov agents --all" : $", {status.EndedAgentsHidden} ended: --all";
        view.Heading($"Agents ({live} live{ended})");
        var nameWidth = Math.Min(20, status.Agents.Max(agent => agent.AgentName.Length));
        var roleWidth = Math.Min(11, status.Agents.Max(agent => agent.Capability.Length));
        foreach (var agent in status.Agents)
        {
            WriteAgent(agent, nameWidth, roleWidth, now, verbose, view);
        }
    }

    private static void WriteAgent(StatusAgent agent, int nameWidth, int roleWidth, DateTimeOffset now, bool verbose, TextView view)
    {
        var wide = view.Width >= Roomy;
        var ahead = agent.UnlandedCommits is > 0 and { } count ? $"  +{count} unlanded" : "";
        var task = agent.TaskTitle is null ? "" : $"#{agent.TaskNumber} {VisibleText.OneLine(agent.TaskTitle)}";
        var role = wide ? TextColumns.Pad(VisibleText.OneLine(agent.Capability), roleWidth) + "  " : "";
        var head = $"  {TextColumns.Pad(VisibleText.OneLine(agent.AgentName), nameWidth)}  {role}{agent.State.Word(),-9}  {Age.Of(now - agent.Since),4}  ";
        view.Row((head + TextColumns.Cut(task, Math.Max(8, view.Width - head.Length - ahead.Length)) + ahead).TrimEnd());
        if (verbose)
        {
            view.Row($"      {agent.Reason}; {string.Join("; ", agent.Evidence)} ({agent.Confidence.Word()} evidence)");
        }

        else if (agent.State == SeenState.Limited)
        {
            view.Row($"      {VisibleText.OneLine(agent.Reason)}");
        }

        if (agent.FileScope.Count > 0 && IsLive(agent.State))
        {
            view.Row($"      scope {string.Join(", ", agent.FileScope)}");
        }
    }

    private static void WriteRest(StatusReport status, TextView view)
    {
        if (status.Runs.Count == 0)
        {
            return;
        }

        view.Line();
        Row(view, "Tasks", Parts(
            (status.Tasks.Pending, "pending"), (status.Tasks.InProgress, "in progress"), (status.Tasks.Blocked, "blocked"), (status.Tasks.Failed, "failed"),
            (status.Tasks.Completed, "completed"), (status.Tasks.Closed, "closed"), (status.Tasks.Canceled, "canceled")));
        foreach (var group in status.Groups)
        {
            Row(view, "Group", $"{group.Name}: {group.Completed} of {group.Total} closed");
        }

        Row(view, "Queue", string.Join(", ", status.MergeQueue.GroupBy(merge => merge.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.Word()}")));
        foreach (var merge in status.MergeQueue.Where(merge => merge is { State: MergeState.Queued, Reason: not null }))
        {
            view.Row($"          {merge.Branch} waits: {VisibleText.OneLine(merge.Reason!)}");
        }

        if (status.BuildSlots is { Held.Count: > 0 } or { Waiting.Count: > 0 })
        {
            Row(view, "Slots", $"{Listed(status.BuildSlots.Held, "runs", "run")}{(status.BuildSlots.Waiting.Count == 0 ? "" : $"; {Listed(status.BuildSlots.Waiting, "waits", "wait")}")}");
        }

        Row(view, "Mail", Parts((status.UnreadMailCount, $"unread for {(status.UnreadMailScope == Caller.OperatorName ? "you" : status.UnreadMailScope)}"), (status.AgentMailWaiting, "waiting for agents")));
        if (status.Agents.Any(agent => IsLive(agent.State)) && !status.WatcherRuns)
        {
            Row(view, "Watcher", "none runs; 'ov watch --background' starts one");
        }
    }

    private static string Listed(IReadOnlyList<string> told, string one, string many) =>
        $"{told.Count} {(told.Count == 1 ? one : many)}{(told.Count == 0 ? "" : $": {VisibleText.OneLine(string.Join(", ", told))}")}";

    private static void WriteNext(StatusReport status, TextView view)
    {
        if (view.Quiet || status.Agents.Any(agent => IsLive(agent.State)) || (status.Tasks.Pending == 0 && status.Tasks.Total > 0))
        {
            return;
        }

        view.Line();
        view.Line(status.Tasks.Pending > 0 ? "No agent works. Start some on what is ready:" : "Nothing to do yet. Give work to a first agent:");
        view.Hint(status.Tasks.Pending > 0 ? "ov sling --all-ready" : "ov sling \"Fix the flaky login test\"");
    }

    private static void Row(TextView view, string name, string value) => view.Line($"{name,-8}  {(value.Length == 0 ? "none" : value)}");

    private static string Parts(params (long Count, string Word)[] parts) => string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Word}"));

    private static bool IsLive(SeenState state) => state is SeenState.Booting or SeenState.Working or SeenState.Idle or SeenState.Waiting or SeenState.Stalled or SeenState.Unknown or SeenState.Prompt or SeenState.Limited or SeenState.ContextFull;
}
