namespace Ov.Core.Completing;

/// <summary>One word that a shell may put in, with a few words about it for shells that show them.</summary>
public sealed record Suggestion(string Value, string Description = "");
