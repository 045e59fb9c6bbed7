using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Agents;

/// <summary>
/// What only the sling knew of an agent's assignment. It stands in the agent's row, so that its overlay can be written anew at any time, and
/// whoever takes its work over is told the same.
/// </summary>
public sealed record Briefing
{
    public static readonly Briefing None = new();

    /// <summary>A file given with <c>--spec</c>.</summary>
    public string? SpecFile { get; init; }

    /// <summary>Agents that work beside this one.</summary>
    public IReadOnlyList<string> Siblings { get; init; } = [];

    public bool SkipScout { get; init; }

    /// <summary>What the sling said to it beside its task.</summary>
    public string? Prompt { get; init; }

    /// <summary>What another agent left for this one, as a section.</summary>
    public string? Handoff { get; init; }

    /// <summary>Its questions to whoever started it are answered at once with what it was told (S3-60).</summary>
    public bool AnswersItself { get; init; }

    /// <summary>Text of a profile, appended as it is.</summary>
    public string? Profile { get; init; }

    /// <summary>What is said anew goes before what an earlier incarnation was told.</summary>
    public Briefing Over(Briefing before) => new()
    {
        SpecFile = SpecFile ?? before.SpecFile, Siblings = Siblings.Count > 0 ? Siblings : before.Siblings, SkipScout = SkipScout || before.SkipScout,
        Prompt = Prompt ?? before.Prompt, Handoff = Handoff ?? before.Handoff, Profile = Profile ?? before.Profile, AnswersItself = AnswersItself || before.AnswersItself,
    };

    public static Briefing Parse(string? json) => json is null ? None : JsonSerializer.Deserialize(json, BriefingJson.Default.Briefing) ?? None;

    /// <summary>Null when nothing was said.</summary>
    public string? ToJson() => this is { SpecFile: null, Siblings: [], SkipScout: false, Prompt: null, Handoff: null, Profile: null, AnswersItself: false } ? null : JsonSerializer.Serialize(this, BriefingJson.Default.Briefing);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Briefing))]
internal sealed partial class BriefingJson : JsonSerializerContext;
