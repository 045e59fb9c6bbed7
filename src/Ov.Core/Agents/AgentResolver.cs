using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Which agent a word on the command line means.</summary>
public static class AgentResolver
{
    /// <summary>A live agent of that name first, else its newest incarnation; or an id, or a unique prefix of one.</summary>
    /// <exception cref="OvException">not-found with the nearest name.</exception>
    public static AgentRecord Require(Sql sql, string text)
    {
        var found = AgentStore.Live(sql, text) ?? AgentStore.Newest(sql, text) ?? AgentStore.ById(sql, text);
        if (found is not null)
        {
            return found;
        }

        var all = AgentStore.All(sql);
        var fits = all.Where(agent => IdText.HasPrefix(agent.Id, text)).ToList();
        return fits.Count switch
        {
            1 => fits[0],
            > 1 => throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several agents: {string.Join(", ", fits.Select(agent => agent.Id))}."),
            _ => throw new OvException(ErrorCode.NotFound, $"There is no agent '{text}'.{Nearest.Sentence(text, all.Select(agent => agent.Name).Distinct())}", "See 'ov status'."),
        };
    }
}
