namespace Ov.Core.Git;

/// <summary>A branch's newest commit.</summary>
public sealed record BranchTip(string Branch, string Oid, DateTimeOffset At, string Subject);
