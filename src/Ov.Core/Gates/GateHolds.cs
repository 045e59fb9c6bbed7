using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Core.Gates;

/// <summary>Whether a gate stands in the way of something.</summary>
public static class GateHolds
{
    /// <summary>Null when nothing does.</summary>
    /// <param name="what">The subject of the sentence, for example "Task 3".</param>
    public static OvException? Refusal(Sql sql, string runId, string? taskId, GatePoint point, string what) =>
        GateStore.Holding(sql, runId, taskId, point) is { } gate ? Refusal(gate, what) : null;

    /// <exception cref="OvException">gate-pending.</exception>
    public static void Require(Sql sql, string runId, string? taskId, GatePoint point, string what)
    {
        if (Refusal(sql, runId, taskId, point, what) is { } refusal)
        {
            throw refusal;
        }
    }

    private static OvException Refusal(GateRecord gate, string what) => new(
        ErrorCode.GatePending,
        $"{what} waits at {gate.Id}, a {gate.Kind.Word()} gate: \"{VisibleText.OneLine(gate.Question)}\" {State(gate)}.",
        gate.State == GateState.Pending
            ? $"See 'ov gate show {gate.Id}'; {(gate.Kind == GateKind.Confirm ? "a scout" : "the operator")} answers with {GateRules.How(gate.Id, GateRules.Answers(gate.Kind))}"
            : $"When the answer would be another, ask again: ov gate open --kind {gate.Kind.Word()}")
    {
        Facts = new Dictionary<string, string> { ["gate"] = gate.Id },
    };

    private static string State(GateRecord gate) => gate switch
    {
        { State: GateState.Pending } => "has no answer yet",
        { Answer: { } answer } => $"was answered {answer.Word()}{(gate.Text is { Length: > 0 } words ? $", \"{VisibleText.OneLine(words)}\"," : "")} by {gate.DecidedBy}",
        _ => "expired without an answer",
    };
}
