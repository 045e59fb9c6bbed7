using Ov.Core.Tasks;

namespace Ov.Core.Adopting;

/// <summary>
/// The tasks behind Overstory's rows. It keeps none itself, its tracker does: here each gets a row that bears the tracker's id, so
/// that agents, groups and specs hang together, and each branch with work that has not landed gets one that says so.
/// </summary>
internal static class AdoptedTasks
{
    private const int LongestTitle = 200;

    public static bool IsOpen(TaskState state) => state is TaskState.Pending or TaskState.Completed or TaskState.Failed;

    /// <summary>The run is Overstory's, as far as it says one; which it becomes here is decided later.</summary>
    public static List<AdoptedTask> For(OverstoryFacts facts, AdoptionGround ground, AdoptionHistory history)
    {
        var sessions = facts.Sessions.Where(session => session.Task.Length > 0).ToLookup(session => session.Task);
        var open = facts.Sessions.Where(session => Work(session, ground) is not null).ToLookup(session => KeyOf(session, ground, history)!);
        var groups = facts.Groups.SelectMany(group => group.Members.Select(id => (id, group))).ToLookup(pair => pair.id, pair => pair.group);
        var merged = facts.Merges.Where(merge => merge.Status == "merged").Select(merge => merge.Task).ToHashSet();
        var keys = sessions.Select(group => group.Key).Concat(open.Select(group => group.Key)).Concat(groups.Select(group => group.Key)).Distinct();
        return [.. keys.Where(key => !history.Knows(AdoptedKind.Task, key)).Select(key =>
            open[key].FirstOrDefault() is { } session ? Open(key, session, ground)
            : sessions[key].Any() ? Ended(key, [.. sessions[key]], merged.Contains(key) || groups[key].Any(group => group.IsCompleted))
            : Named(key, groups[key].First()))];
    }

    /// <summary>
    /// The task a session belongs to. Where several agents of one task left work, the newest one's branch is the task's, and each
    /// other branch gets a task of its own: none may disappear behind another.
    /// </summary>
    public static string? KeyOf(ForeignSession session, AdoptionGround ground, AdoptionHistory history) =>
        Work(session, ground) is null ? session.Task is { Length: > 0 } task ? task : null
        : session.Task.Length == 0 || ground.IsSecond(session) || history.Knows(AdoptedKind.Task, session.Task) ? $"{session.Task}@{session.Branch}" : session.Task;

    /// <summary>What of a session has not landed, in words; null when nothing.</summary>
    private static string? Work(ForeignSession session, AdoptionGround ground)
    {
        var commits = ground.Unlanded.TryGetValue(session.Branch, out var count) ? count == 1 ? "1 commit" : count == 0 ? "commits" : $"{count} commits" : null;
        var changes = ground.Checkouts.GetValueOrDefault(session.Id)?.Uncommitted.Count is > 0 and var files ? $"uncommitted changes in {files} {(files == 1 ? "file" : "files")}" : null;
        return commits is null ? changes : changes is null ? commits : $"{commits} and {changes}";
    }

    private static AdoptedTask Open(string key, ForeignSession session, AdoptionGround ground)
    {
        var work = Work(session, ground)!;
        // Reported done is what can land; anything less waits for somebody who takes it up.
        var done = session.IsCompleted && ground.Unlanded.ContainsKey(session.Branch);
        return new AdoptedTask(
            key, "", Title(session.Task.Length > 0 ? $"{session.Task}, by {session.Agent}" : $"Work of {session.Agent}"),
            $"Adopted from Overstory: {session.Capability} {session.Agent} left {work} on {session.Branch}.", done ? TaskState.Completed : TaskState.Failed,
            done ? null : $"its agent was {session.State} in Overstory and left {work}", AdoptedNames.Of(session.Capability), session.Branch, session.StartedAt, session.LastActivity);
    }

    private static AdoptedTask Ended(string key, List<ForeignSession> sessions, bool isDone)
    {
        var last = sessions.MaxBy(session => session.StartedAt)!;
        var closed = isDone || sessions.Any(session => session.IsCompleted);
        return new AdoptedTask(
            key, last.Run ?? "", Title($"{key}, by {last.Agent}"), $"Adopted from Overstory: {last.Capability} {last.Agent} worked on it.", closed ? TaskState.Closed : TaskState.Canceled,
            closed ? "ended in Overstory" : $"its agent was {last.State} in Overstory and left nothing", AdoptedNames.Of(last.Capability), null, sessions.Min(session => session.StartedAt), last.LastActivity);
    }

    private static AdoptedTask Named(string key, ForeignGroup group) => new(
        key, "", Title(key), $"Adopted from Overstory's group {group.Name}, which names it; no agent worked on it.", group.IsCompleted ? TaskState.Closed : TaskState.Pending,
        group.IsCompleted ? "ended in Overstory" : null, "builder", null, group.CreatedAt, group.CompletedAt ?? group.CreatedAt);

    private static string Title(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length == 0 ? "Unnamed" : line[..Math.Min(line.Length, LongestTitle)];
    }
}
