using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Merging;

/// <summary>What a repair has to know about a merge that was being done, written before each step.</summary>
/// <param name="Tip">The commit of the branch that is being merged.</param>
/// <param name="Seen">The target's commit it is built on; null before that was read.</param>
/// <param name="Commit">The commit about to land; null before it was built.</param>
/// <param name="Landing">True from just before the target is moved.</param>
public sealed record MergeIntent(string MergeId, string Target, string Tip, string? Seen = null, string? Commit = null, bool Landing = false)
{
    public const string Kind = "merge";

    public string Write() => JsonSerializer.Serialize(this, MergeIntentJson.Default.MergeIntent);

    public static MergeIntent Read(string data) => JsonSerializer.Deserialize(data, MergeIntentJson.Default.MergeIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MergeIntent))]
internal sealed partial class MergeIntentJson : JsonSerializerContext;
