using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Forges;

/// <summary>A pull request (GitLab: a merge request), as it was last seen.</summary>
/// <param name="Forge">The program that speaks with its forge: <c>gh</c> or <c>glab</c>.</param>
/// <param name="Base">The branch that is asked to take it.</param>
/// <param name="Tip">The commit that is offered.</param>
public sealed record ForgeRequest(string Forge, long Number, string Url, string Base, string Tip, RequestState State)
{
    public string Write() => JsonSerializer.Serialize(this, ForgeRequestJson.Default.ForgeRequest);

    public static ForgeRequest? Read(string? text) => text is null ? null : JsonSerializer.Deserialize(text, ForgeRequestJson.Default.ForgeRequest);
}

/// <summary>What became of a pull request.</summary>
[JsonConverter(typeof(SnakeEnum<RequestState>))]
public enum RequestState
{
    Open,
    Merged,
    Closed,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForgeRequest))]
internal sealed partial class ForgeRequestJson : JsonSerializerContext;
