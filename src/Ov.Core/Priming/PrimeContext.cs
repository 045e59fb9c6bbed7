using System.Text.Json.Serialization;

namespace Ov.Core.Priming;

/// <summary>What a session is told at its start.</summary>
/// <param name="Agent">The agent's name, or <c>operator</c>.</param>
/// <param name="Context">Plain text; short, because it is paid for on every turn.</param>
/// <param name="Lessons">The ids of the lessons it tells.</param>
public sealed record PrimeContext(string Agent, bool Compact, string Context, IReadOnlyList<string> Lessons);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PrimeContext))]
public sealed partial class PrimeJson : JsonSerializerContext;
