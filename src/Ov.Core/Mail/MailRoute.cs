using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>Who will really read a message.</summary>
/// <param name="Name">The inbox.</param>
/// <param name="Agent">The incarnation; null for the operator.</param>
/// <param name="Redirected">True when the addressee has ended and somebody else answers for its work.</param>
public sealed record MailRoute(string Name, AgentRecord? Agent, bool Redirected)
{
    private static readonly MailRoute Operator = new(Caller.OperatorName, null, false);

    public static MailRoute For(Sql sql, MailDraft draft)
    {
        if (draft.Recipient.Equals(Caller.OperatorName, StringComparison.OrdinalIgnoreCase))
        {
            return Operator;
        }

        if (AgentStore.Live(sql, draft.Recipient) is { } live)
        {
            return new MailRoute(live.Name, live, false);
        }

        return AgentStore.Newest(sql, draft.Recipient) is { } ended
            ? Heir(sql, ended)
            : IsDeskAlias(draft.Recipient) ? Operator : throw Unknown(sql, draft.Recipient);
    }

    /// <summary>The owner of the ended agent's task, else its nearest living ancestor, else the operator.</summary>
    public static MailRoute Heir(Sql sql, AgentRecord ended)
    {
        if (ended.TaskId is { } taskId && TaskStore.ById(sql, taskId)?.OwnerId is { } ownerId
            && ownerId != ended.Id && AgentStore.ById(sql, ownerId) is { IsLive: true } owner)
        {
            return new MailRoute(owner.Name, owner, true);
        }

        for (var parentId = ended.ParentId; parentId is not null;)
        {
            var parent = AgentStore.ById(sql, parentId)!;
            if (parent.IsLive)
            {
                return new MailRoute(parent.Name, parent, true);
            }

            parentId = parent.ParentId;
        }

        return Operator with { Redirected = true };
    }

    /// <summary>Whoever sent it has ended and its work is the operator's own, so that an answer would come straight back. A next incarnation may be answered again.</summary>
    internal static bool IsUnanswerable(Sql sql, Message question) =>
        AgentStore.Live(sql, question.Sender) is null && AgentStore.Newest(sql, question.Sender) is { } ended && Heir(sql, ended).Agent is null;

    internal static bool IsDeskAlias(string name) => name.Equals("orchestrator", StringComparison.OrdinalIgnoreCase);

    private static OvException Unknown(Sql sql, string name)
    {
        var names = AgentStore.AllLive(sql).Select(agent => agent.Name).Append(Caller.OperatorName);
        return new OvException(ErrorCode.UnknownRecipient, $"Nobody named '{name}' receives mail.{Nearest.Sentence(name, names)}", "See 'ov status' for the agents of this project.");
    }
}
