using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Finds an entry of the queue as people name it.</summary>
public static class MergeFinder
{
    /// <param name="text">An id, the beginning of its random part, or a branch: then its newest entry.</param>
    /// <exception cref="OvException">not-found; usage when several begin so.</exception>
    public static MergeEntry Require(Sql sql, string text)
    {
        if (MergeStore.ById(sql, text) is { } exact)
        {
            return exact;
        }

        return MergeStore.Beginning(sql, text) switch
        {
            [var only] => only,
            [_, _, ..] => throw new OvException(ErrorCode.Usage, $"Several merges begin with '{text}'.", "Name more of the id."),
            _ => MergeStore.OfBranch(sql, text).LastOrDefault() ?? throw new OvException(ErrorCode.NotFound, $"There is no merge '{text}'.", "See 'ov merge --status'."),
        };
    }

    /// <exception cref="OvException">state when it is in no target now.</exception>
    internal static MergeEntry Landed(Sql sql, string id) => MergeStore.ById(sql, id) is { State: MergeState.Landed } entry ? entry : throw NotLanded(MergeStore.ById(sql, id)!);

    private static OvException NotLanded(MergeEntry entry) => new(
        ErrorCode.State, $"{entry.Branch} is {entry.State.Word()} ({entry.Id}), so there is no landing to take back.", "See 'ov merge --status'.");
}
