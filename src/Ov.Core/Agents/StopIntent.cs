using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Agents;

/// <summary>What a repair of an unfinished stop needs.</summary>
public sealed record StopIntent(string AgentId, string Actor, string Reason)
{
    public string ToJson() => JsonSerializer.Serialize(this, StopIntentJson.Default.StopIntent);

    public static StopIntent Parse(string json) => JsonSerializer.Deserialize(json, StopIntentJson.Default.StopIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StopIntent))]
internal sealed partial class StopIntentJson : JsonSerializerContext;
