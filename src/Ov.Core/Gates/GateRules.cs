using Ov.Core.Ledger;

namespace Ov.Core.Gates;

/// <summary>The table of gates: what each kind holds, what may be answered to it, and by whom.</summary>
public static class GateRules
{
    /// <summary>How the name of whoever decides by recorded policy reads.</summary>
    public const string Policy = "policy";

    public static IReadOnlyList<GateAnswer> Answers(GateKind kind) => kind switch
    {
        GateKind.Confirm => [GateAnswer.Confirmed, GateAnswer.Refuted],
        GateKind.Feedback => [GateAnswer.Done, GateAnswer.Changes],
        GateKind.BreakerVerify => [GateAnswer.Skip, GateAnswer.Abort],
        GateKind.BreakerReview => [GateAnswer.Accept, GateAnswer.Abort],
        GateKind.BreakerReplan => [GateAnswer.Guidance, GateAnswer.Abort],
        GateKind.Scope => [GateAnswer.Serialize, GateAnswer.Rescope],
        GateKind.Merge => [GateAnswer.Retry, GateAnswer.Assign, GateAnswer.Abort],
        GateKind.Escalation => [GateAnswer.Reply],
        _ => [GateAnswer.Approve, GateAnswer.Reject],
    };

    public static GatePoint Holds(GateKind kind) => kind switch
    {
        GateKind.Plan or GateKind.Scope or GateKind.BreakerReplan => GatePoint.Start,
        GateKind.Confirm or GateKind.Commit or GateKind.Merge or GateKind.BreakerReview => GatePoint.Landing,
        GateKind.BreakerVerify or GateKind.Escalation => GatePoint.Start | GatePoint.Landing,
        GateKind.Feedback or GateKind.Approval => GatePoint.Completion,
        _ => GatePoint.None,
    };

    /// <summary>A no goes on holding until the same is asked again.</summary>
    public static bool LetsGo(GateAnswer answer) => answer is not (GateAnswer.Reject or GateAnswer.Changes or GateAnswer.Refuted or GateAnswer.Rescope or GateAnswer.Abort);

    /// <summary>What the text of an answer has to say; null where none is needed.</summary>
    public static string? TextOf(GateAnswer answer) => answer switch
    {
        GateAnswer.Reject => "why",
        GateAnswer.Accept => "with which caveats",
        GateAnswer.Guidance => "what to do differently",
        GateAnswer.Changes => "what is to change",
        GateAnswer.Confirmed or GateAnswer.Refuted => "what was seen, and where",
        GateAnswer.Assign => "to whom",
        GateAnswer.Reply => "the answer",
        _ => null,
    };

    /// <summary>What an autonomous run answers by itself; null where even it waits. It is never asked to go past a limit.</summary>
    public static GateAnswer? ByPolicy(GateKind kind) => kind switch
    {
        GateKind.Plan or GateKind.Commit or GateKind.Approval => GateAnswer.Approve,
        GateKind.Feedback => GateAnswer.Done,
        GateKind.Scope => GateAnswer.Serialize,
        _ => null,
    };

    /// <summary>Whether an answer counts; null when it does.</summary>
    /// <param name="runIsActive">False once the gate's run has ended.</param>
    public static OvException? Refusal(GateRecord gate, bool runIsActive, GateParty party, GateAnswer answer, string text)
    {
        var legal = Answers(gate.Kind);
        return gate switch
        {
            { State: GateState.Decided } => new OvException(
                ErrorCode.State, $"{gate.Id} was answered before: {gate.Answer!.Value.Word()}, by {gate.DecidedBy}.", "A gate is decided once; where the answer would be another today, open a new one: ov gate open"),
            { State: GateState.Expired } => new OvException(ErrorCode.State, $"{gate.Id} expired before it was answered.", "Ask again where it still matters: ov gate open"),
            _ when !runIsActive => new OvException(ErrorCode.State, $"The run of {gate.Id} has ended, so nothing waits for an answer.", "See 'ov run list'."),
            _ when !legal.Contains(answer) => new OvException(
                ErrorCode.Usage, $"'{answer.Word()}' is no answer to {gate.Id}, a {gate.Kind.Word()} gate: it takes {string.Join(" or ", legal.Select(one => one.Word()))}.", How(gate.Id, legal)),
            _ when party == GateParty.Other => new OvException(
                ErrorCode.NotOperator,
                gate.Kind == GateKind.Confirm
                    ? $"{gate.Id} is answered by an agent that only reads and had no part in it, or by the operator."
                    : $"Only the operator may decide {gate.Id}, a {gate.Kind.Word()} gate.",
                "Run it yourself in a terminal, or set OV_OPERATOR_TOKEN to a token made by 'ov token create'."),
            _ when party == GateParty.Witness && gate.Kind != GateKind.Confirm => new OvException(
                ErrorCode.NotOperator, $"Only the operator may decide {gate.Id}, a {gate.Kind.Word()} gate.", "Agents give verdicts at confirm gates."),
            _ when string.IsNullOrWhiteSpace(text) && TextOf(answer) is { } what => new OvException(
                ErrorCode.Usage, $"The answer '{answer.Word()}' needs words: {what}.", Command(gate.Id, answer)),
            _ => null,
        };
    }

    /// <summary>The commands that answer it.</summary>
    public static string How(string id, IReadOnlyList<GateAnswer> answers) => string.Join(", or ", answers.Select(answer => Command(id, answer)));

    private static string Command(string id, GateAnswer answer) => answer switch
    {
        GateAnswer.Approve or GateAnswer.Skip or GateAnswer.Abort => $"ov gate {answer.Word()} {id}",
        GateAnswer.Reject => $"ov gate reject {id} --reason \"…\"",
        GateAnswer.Accept => $"ov gate accept {id} --caveats \"…\"",
        _ => $"ov gate answer {id} {answer.Word()}{(TextOf(answer) is null ? "" : " --body \"…\"")}",
    };
}
