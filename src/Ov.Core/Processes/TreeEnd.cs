namespace Ov.Core.Processes;

/// <summary>What became of a tree that was to be ended.</summary>
/// <param name="Left">Processes that survived SIGKILL, for example stuck in the kernel; empty in the ordinary case.</param>
public sealed record TreeEnd(IReadOnlyList<ProcessIdentity> Ended, IReadOnlyList<ProcessIdentity> Left);
