using System.Text.Json.Serialization;

namespace Ov.Core.Priming;

/// <summary>What a session is told at its start.</summary>
/// <param name="Agent">The agent's name, or <c>operator</c>.</param>
/// <param name="Context">Plain text; short, because it is paid for on every turn.</param>
public sealed record PrimeContext(string Agent, bool Compact, string Context);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PrimeContext))]
public sealed partial class PrimeJson : JsonSerializerContext;
