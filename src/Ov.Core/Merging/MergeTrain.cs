using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Merging;

/// <summary>With how many others an entry was gated at once.</summary>
/// <param name="Id">The same for all that were built on each other.</param>
/// <param name="Position">Its place, counted from 1.</param>
/// <param name="Size">How many there were; 1 for an entry by itself.</param>
/// <param name="GateRuns">How often the gates had run, since this round of merging began, when it was decided.</param>
public sealed record MergeTrain(string Id, int Position, int Size, int GateRuns)
{
    public string Write() => JsonSerializer.Serialize(this, MergeTrainJson.Default.MergeTrain);

    public static MergeTrain? Read(string? text) => text is null ? null : JsonSerializer.Deserialize(text, MergeTrainJson.Default.MergeTrain);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MergeTrain))]
internal sealed partial class MergeTrainJson : JsonSerializerContext;
