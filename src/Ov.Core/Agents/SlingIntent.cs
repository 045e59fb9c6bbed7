using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>All that undoing an unfinished spawn needs.</summary>
/// <param name="BaseCommit">Where the branch began; a commit beyond it is work and is kept.</param>
/// <param name="FormerAgentId">Who had the worktree before, when it was taken over.</param>
public sealed record SlingIntent(
    string AgentId, string WorktreeId, string Path, string Branch, BranchOrigin Origin, string BaseCommit, string? FormerAgentId)
{
    public string ToJson() => JsonSerializer.Serialize(this, SlingIntentJson.Default.SlingIntent);

    public static SlingIntent Parse(string json) => JsonSerializer.Deserialize(json, SlingIntentJson.Default.SlingIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SnakeEnum<BranchOrigin>)])]
[JsonSerializable(typeof(SlingIntent))]
internal sealed partial class SlingIntentJson : JsonSerializerContext;
