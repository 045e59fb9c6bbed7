using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Merging;

/// <summary>How a file that git could not merge was merged without anybody's decision.</summary>
/// <param name="Regions">The places that were decided one by one; empty when the file was made as a whole.</param>
/// <param name="Command">What made it; null unless it was regenerated.</param>
public sealed record Resolution(string Path, ResolutionRule Rule, IReadOnlyList<ResolvedRegion> Regions, string? Command)
{
    /// <summary>One line for people.</summary>
    public static string Summary(IEnumerable<Resolution> resolutions) => string.Join(", ", resolutions.Select(r => $"{r.Path} ({Words(r.Rule)})"));

    private static string Words(ResolutionRule rule) => rule switch
    {
        ResolutionRule.Contained => "one side's change contains the other's",
        ResolutionRule.OrderedSet => "ordered set",
        ResolutionRule.Recorded => "recorded resolution",
        ResolutionRule.Answered => "merged by the resolver",
        _ => "made anew",
    };
}

/// <param name="Line">Where it began in the target's version, counted from 1.</param>
/// <param name="Ours">How many lines the target had there.</param>
/// <param name="Theirs">How many the branch had there.</param>
/// <param name="Kept">Whose lines were taken: <c>ours</c>, the target's, <c>theirs</c>, the branch's, or the <c>answer</c> of who was asked.</param>
public sealed record ResolvedRegion(int Line, int Ours, int Theirs, string Kept)
{
    internal static ResolvedRegion Answered(ConflictRegion region) => new(region.Line, region.Ours.Count, region.Theirs.Count, "answer");

    internal static ResolvedRegion Of(ConflictRegion region) =>
        new(region.Line, region.Ours.Count, region.Theirs.Count, ReferenceEquals(region.Holding, region.Ours) ? "ours" : "theirs");
}

/// <summary>What made a mechanical resolution safe.</summary>
[JsonConverter(typeof(SnakeEnum<ResolutionRule>))]
public enum ResolutionRule
{
    /// <summary>One side's change holds the other's whole.</summary>
    Contained,

    /// <summary>The file is configured as an ordered set of lines.</summary>
    OrderedSet,

    /// <summary>Git remembers how the same conflict was resolved before (rerere).</summary>
    Recorded,

    /// <summary>A configured command made the file on the merged tree.</summary>
    Regenerated,

    /// <summary>A configured program was asked, and its answer keeps what either side added.</summary>
    Answered,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Resolution[]))]
internal sealed partial class ResolutionJson : JsonSerializerContext;
