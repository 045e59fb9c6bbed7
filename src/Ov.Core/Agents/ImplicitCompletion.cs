using Ov.Core.Coordinating;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>
/// A role may be marked as completing by itself (<c>implicitCompletion</c>): a turn of its agent that ends well without a report is the report,
/// with the last reply as its summary, and all that a report must hold to holds (S3-34).
/// </summary>
internal static class ImplicitCompletion
{
    /// <summary>Lines of a reply that are looked at.</summary>
    private const int Lines = 400;

    /// <returns>Why it does not count as completed; null where it does, or where nothing was owed.</returns>
    public static string? Settle(OvApp app, ClaimedTurn turn)
    {
        if (!TurnChoices.Try(() => Roles.In(app.Config).CompletesByItself(turn.Agent.Role), false))
        {
            return null;
        }

        var (agent, held) = app.Ledger.Read(sql => (AgentStore.ById(sql, turn.Agent.Id)!, Owed(sql, turn.Agent)));
        if (held is null)
        {
            return null;
        }

        var reply = app.Redactor.OfWords(string.Join('\n', CoordinatorOutput.Read(app, agent, Lines)).Trim());
        if (reply.Length == 0)
        {
            return "It said nothing in this turn, and its last reply would be its summary.";
        }

        try
        {
            TaskDone.Complete(app, new Caller(CallerKind.Agent, agent), held, new DoneReport(Excerpt.Marked(reply, DelegationReport.LongestResult)), null);
            return null;
        }
        catch (OvException refusal)
        {
            return $"{refusal.Message} {refusal.Hint}".TrimEnd();
        }
    }

    /// <summary>The one task that it would report; null while it waits for something, or begins its conversation anew.</summary>
    private static TaskRecord? Owed(Sql sql, AgentRecord agent) =>
        AgentStore.ById(sql, agent.Id) is { IsLive: true } current && AgentStore.CompactAt(sql, agent.Id) is null && OwedReport.Owes(sql, current) && TaskStore.HeldBy(sql, agent.Id) is [var held] ? held : null;
}
