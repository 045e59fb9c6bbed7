using Ov.Core.Gates;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>
/// What to do about what went wrong. Each comes from something that happened and stays happened, in that order, so that a number that
/// somebody has read still means the same later.
/// </summary>
internal static class ReportActions
{
    /// <summary>Longest title, so that it is one of a task.</summary>
    private const int LongestTitle = 120;

    public static IReadOnlyList<ReportAction> Of(RunHistory history) =>
    [
        .. history.Tasks.SelectMany(task => OfTask(history, task)).Concat(history.Gates.SelectMany(gate => OfGate(history, gate))).Concat(history.Patches.SelectMany(patch => OfPatch(history, patch)))
            .Concat(OfLandings(history)).OrderBy(found => found.At)
            .Select((found, index) => new ReportAction(index + 1, found.Kind, Cut(found.Title), found.Reason, history.Adopted.GetValueOrDefault(found.Key), found.Key, found.Task)),
    ];

    private static IEnumerable<Found> OfTask(RunHistory history, TaskRecord task)
    {
        if (ReportFindings.Failed(history, task) is [{ } first, ..] failed)
        {
            var why = string.Join("; ", failed.Select(attempt => ReportFindings.OneLine(attempt.Summary)).Distinct());
            yield return ReportFindings.IsDone(task)
                ? new(first.At, $"failed:{task.Id}", ActionKind.Lesson, $"Before '{task.Title}' was done it failed: {why}", why, task)
                : new(first.At, $"failed:{task.Id}", ActionKind.Task, $"Find another way to: {task.Title}", why, task);
        }

        foreach (var attempt in history.Attempts[task.Id].Where(attempt => attempt is { Status: AttemptStatus.Completed, Caveats: { Length: > 0 } }))
        {
            yield return new(attempt.At, $"caveat:{task.Id}:{attempt.Agent}", ActionKind.Task, $"See to what is left of task {task.Number}: {ReportFindings.OneLine(attempt.Caveats!)}", attempt.Caveats!, task);
        }
    }

    private static IEnumerable<Found> OfGate(RunHistory history, GateRecord gate)
    {
        var task = history.Task(gate.TaskId);
        if (gate.Kind is GateKind.BreakerVerify or GateKind.BreakerReview)
        {
            yield return new(gate.OpenedAt, $"breaker:{gate.Id}", ActionKind.Lesson, $"{(gate.Kind == GateKind.BreakerReview ? "Reviews" : "Checks")} of '{task?.Title}' kept failing", gate.Evidence, task);
        }

        if (gate is { Kind: GateKind.BreakerReview, Answer: GateAnswer.Accept, Text: { Length: > 0 } caveats })
        {
            yield return new(gate.DecidedAt ?? gate.OpenedAt, $"accepted:{gate.Id}", ActionKind.Task, $"Mend what task {task?.Number} was accepted with: {ReportFindings.OneLine(caveats)}", caveats, task);
        }

        if (gate is { Kind: GateKind.Feedback, Answer: GateAnswer.Changes, Text: { Length: > 0 } wanted } && IsLastFeedback(history, gate))
        {
            yield return new(gate.DecidedAt ?? gate.OpenedAt, $"wanted:{gate.Id}", ActionKind.Task, $"Do what feedback still asks for: {ReportFindings.OneLine(wanted)}", wanted, task);
        }
    }

    /// <summary>Only what came when the rounds were spent was left undone.</summary>
    private static bool IsLastFeedback(RunHistory history, GateRecord gate) =>
        history.Gates.Count(other => other.Kind == GateKind.Feedback && other.Answer == GateAnswer.Changes && other.DecidedAt <= gate.DecidedAt) > Breaker.Limit(BreakerLoop.Feedback);

    private static IEnumerable<Found> OfPatch(RunHistory history, (string Task, string Patched) patch)
    {
        if (history.Task(patch.Task) is { } fix && history.Task(patch.Patched) is { } mended)
        {
            yield return new(fix.CreatedAt, $"patch:{fix.Id}:{mended.Id}", ActionKind.Lesson, $"'{mended.Title}' had to be mended: {fix.Title}", fix.Body.Length > 0 ? fix.Body : fix.Title, mended);
        }
    }

    /// <summary>One for each task, however often it came back.</summary>
    private static IEnumerable<Found> OfLandings(RunHistory history) => history.Mishaps.Where(mishap => mishap.TaskId is not null).GroupBy(mishap => (mishap.TaskId, mishap.Type)).SelectMany(group =>
    {
        var (first, task) = (group.First(), history.Task(group.Key.TaskId));
        var (what, why) = (group.Key.Type switch { "merge.conflicted" => "conflicted with what had landed", "merge.undone" => "was taken out of the target again", _ => "was refused at its landing" }, first.Text ?? "");
        return task is null ? Array.Empty<Found>() : [new(first.At, $"{group.Key.Type}:{task.Id}", ActionKind.Lesson, $"'{task.Title}' {what}{(why.Length > 0 ? $": {ReportFindings.OneLine(why)}" : "")}", why, task)];
    });

    private static string Cut(string title) => title.ReplaceLineEndings(" ") is { Length: > LongestTitle } whole ? whole[..(LongestTitle - 1)].TrimEnd() + "…" : title.ReplaceLineEndings(" ");

    private sealed record Found(DateTimeOffset At, string Key, ActionKind Kind, string Title, string Reason, TaskRecord? Task);
}
