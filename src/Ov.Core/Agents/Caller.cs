namespace Ov.Core.Agents;

/// <summary>Who runs the command (contract, "Identity").</summary>
public enum CallerKind
{
    /// <summary>A person at a terminal, or the holder of an operator token.</summary>
    Operator,

    /// <summary>A live incarnation that proved its secret.</summary>
    Agent,

    /// <summary>Neither: may work as the run's desk, decides nothing.</summary>
    Unidentified,

    /// <summary>The tick itself.</summary>
    Watch,
}

/// <param name="Agent">Set exactly when the kind is <see cref="CallerKind.Agent"/>.</param>
public sealed record Caller(CallerKind Kind, AgentRecord? Agent)
{
    /// <summary>Mail and events call every non-agent caller this: their mail is the operator's.</summary>
    public const string OperatorName = "operator";

    public static readonly Caller Operator = new(CallerKind.Operator, null);

    public static readonly Caller Unidentified = new(CallerKind.Unidentified, null);

    public static readonly Caller Watch = new(CallerKind.Watch, null);

    /// <summary>The name that events carry.</summary>
    public string Actor => Kind switch
    {
        CallerKind.Agent => Agent!.Name,
        CallerKind.Operator => OperatorName,
        CallerKind.Watch => "watch",
        _ => "unidentified",
    };

    /// <summary>The name that mail carries: the desk sends and reads the operator's mail.</summary>
    public string MailName => Kind == CallerKind.Agent ? Agent!.Name : OperatorName;

    public bool IsOperator => Kind is CallerKind.Operator or CallerKind.Watch;

    /// <summary>Refuses everyone but the operator.</summary>
    /// <param name="what">The deed as a verb phrase, for example "abort a run".</param>
    public void RequireOperator(string what)
    {
        if (!IsOperator)
        {
            throw new OvException(
                ErrorCode.NotOperator, $"Only the operator may {what}, and this command runs as {Actor}.",
                "Run it yourself in a terminal, or set OV_OPERATOR_TOKEN to a token made by 'ov token create'.");
        }
    }
}
