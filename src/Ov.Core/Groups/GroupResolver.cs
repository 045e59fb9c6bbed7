using Ov.Core.Ledger;

namespace Ov.Core.Groups;

/// <summary>Which group a word on the command line means: an id, a name, the id it had where it was imported from, or a unique prefix of an id.</summary>
public static class GroupResolver
{
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static GroupRecord Require(Sql sql, string text)
    {
        if (GroupStore.ById(sql, text) is { } exact)
        {
            return exact;
        }

        if (GroupStore.ByName(sql, text) is { } named)
        {
            return named;
        }

        if (ForeignIdStore.OursOf(sql, "group", text) is { } adopted && GroupStore.ById(sql, adopted) is { } imported)
        {
            return imported;
        }

        var all = GroupStore.All(sql);
        var fits = all.Where(group => IdText.HasPrefix(group.Id, text)).ToList();
        return fits.Count switch
        {
            1 => fits[0],
            > 1 => throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several groups: {string.Join(", ", fits.Select(group => group.Id))}."),
            _ => throw new OvException(ErrorCode.NotFound, $"There is no group '{text}'.{Nearest.Sentence(text, all.Select(group => group.Name))}", "See 'ov group list'."),
        };
    }
}
