using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Gates;

/// <summary>A gate as every face shows it.</summary>
/// <param name="Answers">What may be answered to it while it is pending.</param>
/// <param name="Holds">What it keeps from going on now: start, landing, completion.</param>
/// <param name="Text">The words that came with the answer.</param>
/// <param name="DecidedBy">A name, or <c>policy</c>.</param>
public sealed record GateItem(
    string Id, GateKind Kind, GateState State, string Question, string Evidence, string RunId, string? TaskId, int? TaskNumber, string? TaskTitle, string OpenedBy, DateTimeOffset OpenedAt,
    DateTimeOffset? ExpiresAt, IReadOnlyList<GateAnswer> Answers, IReadOnlyList<GatePoint> Holds, GateAnswer? Answer, string? Text, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public static GateItem Of(Sql sql, GateRecord gate)
    {
        var task = gate.TaskId is { } id ? TaskStore.ById(sql, id) : null;
        return new GateItem(
            gate.Id, gate.Kind, gate.State, gate.Question, gate.Evidence, gate.RunId, gate.TaskId, task?.Number, task?.Title, gate.OpenedBy, gate.OpenedAt, gate.ExpiresAt,
            gate.State == GateState.Pending ? GateRules.Answers(gate.Kind) : [], Points(gate.Holds), gate.Answer, gate.Text, gate.DecidedBy, gate.DecidedAt);
    }

    /// <summary>One by one.</summary>
    public static IReadOnlyList<GatePoint> Points(GatePoint holds) => [.. new[] { GatePoint.Start, GatePoint.Landing, GatePoint.Completion }.Where(point => holds.HasFlag(point))];
}
