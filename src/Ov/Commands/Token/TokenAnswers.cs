using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;

namespace Ov.Commands.Tokens;

/// <param name="Token">Shown this once; null in a dry run.</param>
internal sealed record TokenCreateAnswer(string Name, string? Token);

internal sealed record TokenListAnswer(IReadOnlyList<OperatorToken> Tokens);

internal sealed record TokenRevokeAnswer(string Name, int Revoked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(TokenCreateAnswer))]
[JsonSerializable(typeof(TokenListAnswer))]
[JsonSerializable(typeof(TokenRevokeAnswer))]
internal sealed partial class TokenJson : JsonSerializerContext;
