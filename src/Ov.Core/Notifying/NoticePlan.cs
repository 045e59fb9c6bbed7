namespace Ov.Core.Notifying;

/// <summary>What is told now: what was not told before, and nothing while the last time was just now. What is told together was never told apart.</summary>
/// <param name="Fresh">Empty when nothing is told.</param>
/// <param name="Told">The ids of what waits and is known then; what no longer waits is forgotten.</param>
internal sealed record NoticePlan(IReadOnlyList<WaitingThing> Fresh, IReadOnlyList<string> Told)
{
    /// <param name="told">Ids of what was told before.</param>
    /// <param name="last">When something was told last; null for never.</param>
    public static NoticePlan For(IReadOnlyList<WaitingThing> waiting, IReadOnlyCollection<string> told, DateTimeOffset? last, DateTimeOffset now, TimeSpan pause)
    {
        var fresh = waiting.Where(thing => !told.Contains(thing.Id)).ToList();
        return fresh.Count == 0 || (last is { } before && now - before < pause && now >= before) ? new([], []) : new(fresh, [.. waiting.Select(thing => thing.Id)]);
    }
}
