using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ov.Core.Text;

namespace Ov.Core.Tasks;

/// <summary>A place in a file, and a word on it: what a builder changed there, or what a scout found there (S1-44).</summary>
/// <param name="From">Its first line; null for the whole file.</param>
/// <param name="To">Its last line.</param>
public sealed partial record ReportPlace(string Path, int? From, int? To, string Note)
{
    /// <summary>Longest word on one place, in characters.</summary>
    public const int LongestNote = 1_000;

    /// <summary>As it was written: path, lines and note.</summary>
    [JsonIgnore]
    public string Text => $"{Where} {Note}";

    /// <summary>Path and lines.</summary>
    [JsonIgnore]
    public string Where => From is null ? Path : From == To ? string.Create(CultureInfo.InvariantCulture, $"{Path}:{From}") : string.Create(CultureInfo.InvariantCulture, $"{Path}:{From}-{To}");

    /// <param name="what">How the report calls it: change or finding.</param>
    /// <param name="needsLine">A finding is at a line; a change may be a whole file.</param>
    /// <exception cref="OvException">usage naming the form.</exception>
    public static ReportPlace Parse(string text, string what, bool needsLine)
    {
        var match = AtLines().Match(text);
        var place = match.Success && Line(match.Groups[2]) is { } from
            ? new ReportPlace(match.Groups[1].Value.Trim(), from, match.Groups[3].Success ? Line(match.Groups[3]) ?? 0 : from, match.Groups[4].Value.Trim())
            : !needsLine && AtFile().Match(text) is { Success: true } whole ? new ReportPlace(whole.Groups[1].Value, null, null, whole.Groups[2].Value.Trim()) : null;
        if (place is null || place is { From: < 1 } || place.To < place.From)
        {
            throw new OvException(
                ErrorCode.Usage, $"A {what} names a file, {(needsLine ? "a line" : "its lines")} and what is there, and this one does not: {Excerpt.Marked(text.ReplaceLineEndings(" "), 80)}",
                needsLine ? "For example: --finding \"src/cache.cs:17 it is never emptied\"" : "For example: --change \"src/cache.cs:10-42 empties it when it is full\"");
        }

        return place.Note.Length <= LongestNote ? place : throw new OvException(
            ErrorCode.Usage, string.Create(CultureInfo.InvariantCulture, $"What the report says of {place.Where} has {place.Note.Length:N0} characters, and a {what} has at most {LongestNote:N0}."),
            "Name the place and what matters there; what is longer belongs in a note: ov note write");
    }

    private static int? Line(Group digits) => int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;

    [GeneratedRegex(@"^\s*(.+?):(\d+)(?:-(\d+))?:?\s+(.*\S)\s*$", RegexOptions.Singleline)]
    private static partial Regex AtLines();

    [GeneratedRegex(@"^\s*(\S+)\s+(.*\S)\s*$", RegexOptions.Singleline)]
    private static partial Regex AtFile();
}

/// <summary>The places that one report names.</summary>
public sealed record ReportPlaces(IReadOnlyList<ReportPlace> Changes, IReadOnlyList<ReportPlace> Findings)
{
    public static readonly ReportPlaces None = new([], []);

    [JsonIgnore]
    public bool IsEmpty => Changes.Count + Findings.Count == 0;

    /// <exception cref="OvException">usage.</exception>
    public static ReportPlaces Parse(IReadOnlyList<string>? changes, IReadOnlyList<string>? findings) => new(
        [.. (changes ?? []).Select(text => ReportPlace.Parse(text, "change", needsLine: false))], [.. (findings ?? []).Select(text => ReportPlace.Parse(text, "finding", needsLine: true))]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportPlaces))]
internal sealed partial class ReportPlacesJson : JsonSerializerContext;
