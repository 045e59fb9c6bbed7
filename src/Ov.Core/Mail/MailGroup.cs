using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Group addresses: <c>@all</c>, <c>@&lt;role&gt;</c>, <c>@&lt;role&gt;s</c>, without regard to case.</summary>
public static class MailGroup
{
    private static readonly string[] KnownRoles = ["scout", "builder", "reviewer", "lead", "merger", "supervisor", "coordinator", "monitor"];

    public static bool IsGroup(string address) => address.StartsWith('@');

    /// <summary>The live agents meant, without the sender: those of the sender's run, or of all runs for the desk.</summary>
    /// <exception cref="OvException">unknown-recipient: no such group, or nobody in it.</exception>
    public static List<AgentRecord> Members(Sql sql, string address, Caller sender, string? runId)
    {
        var live = AgentStore.AllLive(sql, sender.Agent?.RunId ?? runId);
        var word = address[1..].ToLowerInvariant();
        var roles = KnownRoles.Union(live.Select(agent => agent.Role.ToLowerInvariant())).ToList();
        if (word != "all" && !roles.Any(role => Means(word, role)))
        {
            throw new OvException(
                ErrorCode.UnknownRecipient, $"There is no group '{address}'.{Nearest.Sentence(address, roles.Append("all").Select(role => "@" + role))}",
                "A group is @all, or a role such as @builders.");
        }

        var members = live.Where(agent => agent.Id != sender.Agent?.Id && (word == "all" || Means(word, agent.Role.ToLowerInvariant()))).ToList();
        return members.Count > 0 ? members : throw new OvException(
            ErrorCode.UnknownRecipient, $"Nobody is in {address} now, so the message was sent to no one.", "See 'ov status' for the live agents.");
    }

    private static bool Means(string word, string role) => word == role || word == role + "s";
}
