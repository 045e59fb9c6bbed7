namespace Ov.Core.Git;

/// <summary>A commit to make.</summary>
/// <param name="Message">Trailers included.</param>
/// <param name="Date">Author and committer date.</param>
public sealed record CommitDraft(string Tree, IReadOnlyList<string> Parents, string Message, DateTimeOffset Date)
{
    /// <summary>Null means the user's identity, else <see cref="GitIdentity.Ov"/>.</summary>
    public GitIdentity? Author { get; init; }

    /// <summary>When the author made it, if that was another time.</summary>
    public DateTimeOffset? AuthorDate { get; init; }

    /// <summary>Null means the author.</summary>
    public GitIdentity? Committer { get; init; }
}
