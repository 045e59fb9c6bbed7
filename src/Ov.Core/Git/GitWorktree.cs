namespace Ov.Core.Git;

/// <summary>One checkout of the repository, the main one included.</summary>
/// <param name="Head">Null in a bare repository and before the first commit.</param>
/// <param name="Branch">Short name; null when detached or bare.</param>
/// <param name="LockReason">Null when not locked; may be empty.</param>
/// <param name="Prunable">Git's reason why the checkout is gone; null while it is there.</param>
public sealed record GitWorktree(string Path, string? Head, string? Branch, bool IsDetached, bool IsBare, string? LockReason, string? Prunable);
