using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Agents;

/// <summary>Whom a list is narrowed down to: the operator, an agent of any time, or whoever else its rows name.</summary>
public static class PartyName
{
    /// <param name="isNamed">Whether a row names somebody of that name.</param>
    /// <exception cref="OvException">not-found with the nearest name; ambiguous-id.</exception>
    public static string Require(Sql sql, string text, Func<string, bool> isNamed)
    {
        if (text.StartsWith('@'))
        {
            throw new OvException(ErrorCode.NotFound, $"'{text}' is a group, and mail to a group lies with each of its members.", "Name one of them: ov agents");
        }

        var name = text.ToLowerInvariant();
        return MailRoute.IsDeskAlias(name) ? Caller.OperatorName
            : name == Caller.OperatorName || isNamed(name) ? name
            : AgentResolver.Find(sql, name)?.Name ?? throw new OvException(
                ErrorCode.NotFound, $"There is no agent '{text}'.{Nearest.Sentence(name, AgentStore.All(sql).Select(agent => agent.Name).Append(Caller.OperatorName).Distinct())}", "See 'ov agents --all'.");
    }

    /// <summary>The same for mail; null stays null.</summary>
    public static string? InMail(Sql sql, string? text) => text is null ? null : Require(sql, text, name => MailPurgeStore.IsParty(sql, name));
}
