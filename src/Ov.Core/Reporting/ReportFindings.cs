using System.Globalization;
using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>Sentences on what a run's rows show.</summary>
internal static class ReportFindings
{
    /// <summary>An answer that took longer than this held work up.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    public static IEnumerable<string> Right(RunHistory history)
    {
        var done = history.Tasks.Where(IsDone).ToList();
        if (done.Count > 0)
        {
            var first = done.Count(task => Failed(history, task).Count == 0);
            yield return Text($"{done.Count} of {Counted(history.Tasks.Count, "task")} {(done.Count == 1 ? "is" : "are")} done, {first} of them by the first agent.");
        }

        var landed = done.Where(task => task is { State: TaskState.Closed, NoMerge: false }).ToList();
        var smooth = landed.Count(task => !history.Mishaps.Any(mishap => mishap.TaskId == task.Id));
        if (smooth > 0)
        {
            yield return Text($"{Counted(smooth, "branch", "branches")} landed without a conflict or a red gate.");
        }

        var judged = history.Tasks.Where(task => history.Checks[task.Id].Any()).ToList();
        var sound = judged.Count(task => history.Checks[task.Id].All(check => check.Passed));
        if (sound > 0)
        {
            yield return Text($"{sound} of {Counted(judged.Count, "checked task")} passed every check at once.");
        }
    }

    public static IEnumerable<string> Wrong(RunHistory history) =>
        [.. history.Tasks.SelectMany(task => OfTask(history, task)), .. history.Mishaps.Select(mishap => OfLanding(history, mishap)), .. history.Gates.SelectMany(gate => OfGate(history, gate)), .. Unfinished(history)];

    public static IEnumerable<string> Better(RunHistory history)
    {
        var steps = history.Tasks.SelectMany(task => history.Checks[task.Id].SelectMany(check => check.Report.Steps).Where(step => !step.Passed).Select(step => (step.Name, task.Number)).Distinct())
            .GroupBy(pair => pair.Name, pair => pair.Number).Where(step => step.Count() > 1);
        foreach (var step in steps)
        {
            yield return $"{step.Key} failed in tasks {Numbers(step)}: agents could run it before they report.";
        }

        var vague = history.Tasks.Where(task => Failed(history, task).Count > 0 && task.Criteria.Count == 0).Select(task => task.Number).ToList();
        if (vague.Count > 0)
        {
            yield return $"{Which(vague)} failed and had no criteria: say how one sees that the work is done.";
        }

        var open = history.Tasks.Where(task => task.Scope.Count == 0 && history.Mishaps.Any(mishap => mishap.TaskId == task.Id && mishap.Type == "merge.conflicted")).Select(task => task.Number).ToList();
        if (open.Count > 0)
        {
            yield return $"{Which(open)} conflicted and had no scope: files that are named keep two agents from changing them at once.";
        }

        foreach (var gate in history.Gates.Where(gate => gate.State == GateState.Decided && gate.DecidedAt - gate.OpenedAt > LongWait))
        {
            yield return $"{Where(history, gate)} waited {Ov.Core.Text.Age.Of(gate.DecidedAt!.Value - gate.OpenedAt)} for the answer to: {gate.Question}";
        }

        if (history.Tasks.Count > 2 && history.Costs.Tokens > 0 && history.Used.FirstOrDefault(pair => pair.Sum.Tokens * 2 > history.Costs.Tokens) is ({ } id, var most))
        {
            yield return Text($"{(history.Task(id) is { } dear ? $"#{dear.Number} {dear.Title}" : "no task")} used {most.Tokens * 100 / history.Costs.Tokens} % of all tokens: smaller tasks cost less when they fail.");
        }
    }

    internal static bool IsDone(TaskRecord task) => task.State is TaskState.Completed or TaskState.Closed;

    internal static IReadOnlyList<TaskAttempt> Failed(RunHistory history, TaskRecord task) => [.. history.Attempts[task.Id].Where(attempt => attempt.Status == AttemptStatus.Failed)];

    internal static string Name(TaskRecord task) => Text($"Task {task.Number} ({task.Title})");

    internal static string OneLine(string text) => text.ReplaceLineEndings("; ").Trim(' ', ';', '.');

    private static IEnumerable<string> OfTask(RunHistory history, TaskRecord task)
    {
        if (task.State is TaskState.Failed or TaskState.Blocked)
        {
            yield return $"{Name(task)} is {task.State.Word()}{(task.Reason is { Length: > 0 } reason ? $": {OneLine(reason)}" : "")}.";
        }
        else if (Failed(history, task) is { Count: > 0 } failed)
        {
            yield return Text($"{Name(task)} failed {Times(failed.Count)}: {string.Join("; ", failed.Select(attempt => OneLine(attempt.Summary)).Distinct())}.");
        }

        foreach (var round in history.Checks[task.Id].Where(check => !check.Passed).GroupBy(check => check.Round))
        {
            yield return Text($"{Name(task)} failed {(round.Key == CheckRound.Review ? "review" : round.Key == CheckRound.Criteria ? "its criteria" : "its checks")} {Times(round.Count())}: {OneLine(string.Join("; ", round.Last().Reasons))}.");
        }
    }

    private static string OfLanding(RunHistory history, EventRecord mishap)
    {
        var name = history.Task(mishap.TaskId) is { } task ? Name(task) : "A branch";
        return (mishap.Type switch
        {
            "merge.conflicted" => $"{name} conflicted with what had landed",
            "merge.undone" => $"The landing of {char.ToLowerInvariant(name[0])}{name[1..]} was undone",
            _ => $"{name} was refused at its landing",
        }) + (mishap.Text is { Length: > 0 } why ? $": {OneLine(why)}." : ".");
    }

    private static IEnumerable<string> OfGate(RunHistory history, GateRecord gate) => gate switch
    {
        { State: GateState.Expired } => [$"{Where(history, gate)}: nobody answered in time: {gate.Question}"],
        { Kind: GateKind.BreakerVerify or GateKind.BreakerReview or GateKind.BreakerReplan } => [$"{Where(history, gate)} went round too often: {gate.Question}{(gate.Answer is { } answer ? $" Answer: {answer.Word()}{(gate.Text is { Length: > 0 } text ? $", {text}" : "")}." : "")}"],
        { Answer: GateAnswer.Refuted or GateAnswer.Changes or GateAnswer.Reject } => [$"{Where(history, gate)}: {gate.Kind.Word()} was answered {gate.Answer.Value.Word()}{(gate.Text is { Length: > 0 } text ? $": {OneLine(text)}." : ".")}"],
        _ => [],
    };

    private static IEnumerable<string> Unfinished(RunHistory history)
    {
        var open = history.Tasks.Where(task => task.State is TaskState.Pending or TaskState.InProgress).Select(task => task.Number).ToList();
        // Of a run that goes on nothing went wrong by that.
        return open.Count == 0 || history.Run.State == RunState.Active ? [] : [$"{Which(open)} {(open.Count == 1 ? "is" : "are")} not finished."];
    }

    private static string Where(RunHistory history, GateRecord gate) => history.Task(gate.TaskId) is { } task ? Text($"Task {task.Number}") : "The run";

    private static string Which(List<int> numbers) => numbers.Count == 1 ? Text($"Task {numbers[0]}") : $"Tasks {Numbers(numbers)}";

    private static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Times(int count) => count == 1 ? "once" : Text($"{count} times");

    private static string Counted(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : Text($"{count} {many ?? one + "s"}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
