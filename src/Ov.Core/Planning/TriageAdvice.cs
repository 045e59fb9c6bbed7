using Ov.Core.Checks;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Planning;

/// <summary>What the record of a proposal speaks for; whoever decides may see it otherwise (S0-70, S0-72).</summary>
internal static class TriageAdvice
{
    /// <param name="checks">The last of each round.</param>
    public static (TriageVerdict? Verdict, string Why) For(TaskRecord task, IReadOnlyList<CheckRecord> checks, bool tangential) => task.State switch
    {
        TaskState.Failed or TaskState.Blocked or TaskState.Canceled => (TriageVerdict.Eliminate, $"it is {task.State.Word()}{(task.Reason is { } reason ? $": {reason}" : "")}"),
        TaskState.Pending or TaskState.InProgress => (null, "it is not done"),
        _ when checks.Count == 0 => (TriageVerdict.Improve, "no check shows that the hypothesis holds"),
        _ when checks.FirstOrDefault(check => !check.Passed) is { } failed => (
            tangential ? TriageVerdict.Eliminate : TriageVerdict.Improve, $"{failed.Round.Word()} did not pass{(tangential ? ", and it lies beside the goals" : "")}"),
        _ => (TriageVerdict.Keep, "every check passed"),
    };
}
