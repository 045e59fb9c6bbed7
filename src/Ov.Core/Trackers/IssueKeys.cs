namespace Ov.Core.Trackers;

/// <summary>Issues by name: <c>seeds:shop-9238</c>, and without its tracker where that cannot be a number.</summary>
public static class IssueKeys
{
    public static string Of(string tracker, string id) => $"{tracker}:{id}";

    /// <summary>The id of a key.</summary>
    public static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The keys that somebody may mean by a word.</summary>
    public static IReadOnlyList<string> Named(string text) =>
        Split(text) is ({ } tracker, var id) ? [Of(tracker, id)] : Tracker.IsId(text) ? [.. Tracker.Names.Select(name => Of(name, text))] : [];

    /// <summary>Whose issue a word names, and its id; nobody's where the word says no tracker.</summary>
    public static (string? Tracker, string Id) Split(string text) =>
        text.Split(':', 2) is [var tracker, var id] && Tracker.Names.Contains(tracker) && Tracker.IsId(id) ? (tracker, id) : (null, text);
}
