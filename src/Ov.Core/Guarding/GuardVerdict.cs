namespace Ov.Core.Guarding;

/// <summary>The answer to one tool call.</summary>
/// <param name="Rule">The rule that refuses; null when allowed.</param>
/// <param name="Reason">What was refused, as a sentence; null when allowed.</param>
public sealed record GuardVerdict(GuardRule? Rule, string? Reason)
{
    public static readonly GuardVerdict Allow = new(null, null);

    public bool IsAllowed => Rule is null;

    public string? Hint => Rule?.Hint;

    public static GuardVerdict Deny(GuardRule rule, string reason) => new(rule, reason);
}
