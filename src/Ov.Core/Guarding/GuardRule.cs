namespace Ov.Core.Guarding;

/// <summary>A rule that the guard holds agents to.</summary>
/// <param name="Id">Kebab-case; what a denial names.</param>
/// <param name="Binds">Whom: everyone, or roles of one kind.</param>
/// <param name="Refuses">What it refuses, as one sentence.</param>
/// <param name="Hint">What to do instead.</param>
public sealed record GuardRule(string Id, string Binds, string Refuses, string Hint);
