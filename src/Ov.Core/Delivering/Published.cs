using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Delivering;

/// <summary>A target that was sent to its remote.</summary>
/// <param name="Seen">What the remote had before; null when it had no such branch.</param>
public sealed record Published(string Target, string Remote, string Commit, string? Seen)
{
    /// <summary>Whose setting counts; null: the project's.</summary>
    public string? RunId { get; init; }

    internal string Write() => JsonSerializer.Serialize(this, PublishedJson.Default.Published);

    internal static Published Read(string data) => JsonSerializer.Deserialize(data, PublishedJson.Default.Published)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Published))]
internal sealed partial class PublishedJson : JsonSerializerContext;
