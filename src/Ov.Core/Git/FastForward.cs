namespace Ov.Core.Git;

/// <summary>How moving a checkout forward ended; whatever is not Done changed nothing.</summary>
/// <param name="Files">The files whose uncommitted changes stand in the way.</param>
/// <param name="Reason">Git's own words when it is not done.</param>
public sealed record FastForward(FastForwardOutcome Outcome, IReadOnlyList<string> Files, string Reason);
