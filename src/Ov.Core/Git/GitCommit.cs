namespace Ov.Core.Git;

/// <summary>A commit as read from the repository.</summary>
/// <param name="Trailers">In order; a key may occur more than once.</param>
public sealed record GitCommit(
    string Oid,
    string Tree,
    IReadOnlyList<string> Parents,
    GitIdentity Author,
    DateTimeOffset CommittedAt,
    string Subject,
    IReadOnlyList<KeyValuePair<string, string>> Trailers)
{
    /// <summary>The last value of a trailer, or null.</summary>
    public string? Trailer(string key) =>
        Trailers.LastOrDefault(t => t.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}
