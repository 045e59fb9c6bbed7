using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Which agent a word on the command line means.</summary>
public static class AgentResolver
{
    /// <summary>A live agent of that name first, else its newest incarnation; or an id, or a unique prefix of one.</summary>
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static AgentRecord Require(Sql sql, string text) => Find(sql, text) ?? throw new OvException(
        ErrorCode.NotFound, $"There is no agent '{text}'.{Nearest.Sentence(text, AgentStore.All(sql).Select(agent => agent.Name).Distinct())}", "See 'ov status'.");

    /// <summary>As <see cref="Require"/>; null when nothing fits.</summary>
    public static AgentRecord? Find(Sql sql, string text)
    {
        if ((AgentStore.Live(sql, text) ?? AgentStore.Newest(sql, text) ?? AgentStore.ById(sql, text)) is { } found)
        {
            return found;
        }

        var fits = AgentStore.All(sql).Where(agent => IdText.HasPrefix(agent.Id, text)).ToList();
        return fits.Count <= 1
            ? fits.SingleOrDefault()
            : throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several agents: {string.Join(", ", fits.Select(agent => agent.Id))}.");
    }
}
