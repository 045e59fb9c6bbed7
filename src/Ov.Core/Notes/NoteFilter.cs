namespace Ov.Core.Notes;

/// <summary>Which notes a list or a search shows; null means any, and any kind means all but lessons, which have verbs of their own.</summary>
/// <param name="Author">Whoever wrote the version shown.</param>
/// <param name="AgentName">The agent it is about.</param>
public sealed record NoteFilter(string? Kind, string? RunId, string? TaskId, string? Author, string? AgentName, DateTimeOffset? Since, int Limit);

/// <summary>What a search found.</summary>
public sealed record NoteHit(NoteRecord Note, string Snippet);
