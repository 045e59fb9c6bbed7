namespace Ov.Core.Agents;

/// <summary>What is known of a token; the token itself is not stored.</summary>
public sealed record OperatorToken(string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
