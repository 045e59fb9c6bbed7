using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Merging;

/// <summary>What a repair has to know about an undo that was being done.</summary>
/// <param name="To">The older commit, or the reverting one.</param>
public sealed record UndoIntent(string MergeId, string Target, UndoHow How, string Seen, string To)
{
    /// <summary>The reverting commit, when what it took out stays in its history; null when it is merged again as any branch.</summary>
    public string? RevertedBy { get; init; }

    public const string Kind = "undo";

    public string Write() => JsonSerializer.Serialize(this, UndoIntentJson.Default.UndoIntent);

    public static UndoIntent Read(string data) => JsonSerializer.Deserialize(data, UndoIntentJson.Default.UndoIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UndoIntent))]
internal sealed partial class UndoIntentJson : JsonSerializerContext;
