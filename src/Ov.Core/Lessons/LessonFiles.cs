using System.Globalization;
using System.Text.Json;
using Ov.Core.Text;

namespace Ov.Core.Lessons;

/// <summary>
/// Lessons as files: a folder with one file of JSON lines a domain, as <c>.mulch/expertise</c> holds them, and what was put away beside it
/// in <c>archive</c>. Reading changes nothing; a line that is no lesson is named and skipped.
/// </summary>
/// <param name="Files">How many were read.</param>
/// <param name="Lines">How many lines said something.</param>
public sealed record LessonFiles(string Folder, int Files, int Lines, IReadOnlyList<LessonDraft> Drafts, IReadOnlyList<SkippedLine> Skipped)
{
    private const int LongestLine = 256 * 1024;

    /// <exception cref="OvException">not-found.</exception>
    public static LessonFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new OvException(ErrorCode.NotFound, $"There is no folder {folder}.", "Name the .mulch folder, or the one with its .jsonl files.");
        }

        var expertise = Path.Combine(folder, "expertise");
        var archive = Path.Combine(folder, "archive");
        var (drafts, skipped) = (new List<LessonDraft>(), new List<SkippedLine>());
        var (files, lines) = (0, 0);
        foreach (var (from, archived) in new[] { (Directory.Exists(expertise) ? expertise : folder, false), (archive, true) })
        {
            foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*.jsonl").Order(StringComparer.Ordinal).ToArray() : [])
            {
                files++;
                lines += ReadFile(folder, file, archived, drafts, skipped);
            }
        }

        return new LessonFiles(folder, files, lines, drafts, skipped);
    }

    private static int ReadFile(string folder, string file, bool archived, List<LessonDraft> drafts, List<SkippedLine> skipped)
    {
        var name = Path.GetRelativePath(folder, file);
        var (number, lines) = (0, 0);
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                lines++;
                try
                {
                    drafts.Add((line.Length > LongestLine ? throw new OvException(ErrorCode.Usage, "the line is too long") : Parse(line, Path.GetFileNameWithoutExtension(file), archived)).Checked());
                }
                catch (Exception fault) when (fault is JsonException or OvException or InvalidOperationException)
                {
                    skipped.Add(new SkippedLine(name, number, fault is OvException known ? known.Message : "it is not a JSON object"));
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            skipped.Add(new SkippedLine(name, number, $"the file cannot be read: {fault.Message}"));
        }

        return lines;
    }

    private static LessonDraft Parse(string line, string domain, bool archived)
    {
        using var document = JsonDocument.Parse(line);
        var record = document.RootElement;
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        var type = Text(record, "type") ?? throw new OvException(ErrorCode.Usage, "it has no type");
        var text = Text(record, "content") ?? Text(record, "description") ?? Text(record, "rationale") ?? throw new OvException(ErrorCode.Usage, $"a {VisibleText.OneLine(type)} without content, description or rationale");
        return new LessonDraft(domain, type, text)
        {
            Class = Enum.TryParse<LessonClass>(Text(record, "classification") ?? "tactical", ignoreCase: true, out var grade) && Enum.IsDefined(grade)
                ? grade
                : throw new OvException(ErrorCode.Usage, $"its classification '{VisibleText.OneLine(Text(record, "classification")!)}' is not known"),
            Title = Text(record, "name") ?? Text(record, "title") ?? "",
            Resolution = Text(record, "resolution"),
            Files = [.. Texts(record, "files"), .. Texts(record, "dir_anchors").Select(folder => folder.TrimEnd('/') + "/**")],
            Tags = Texts(record, "tags"),
            Evidence = Evidence(record),
            Supersedes = Texts(record, "supersedes"),
            Source = Text(record, "id"),
            RecordedAt = Time(Text(record, "recorded_at")),
            Outcomes = Outcomes(record),
            IsArchived = archived,
        };
    }

    private static Dictionary<string, string> Evidence(JsonElement record)
    {
        var evidence = new Dictionary<string, string>();
        if (record.TryGetProperty("evidence", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in given.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String))
            {
                evidence[field.Name] = field.Value.GetString()!;
            }
        }

        if (Texts(record, "relates_to") is { Count: > 0 } related)
        {
            evidence["relatesTo"] = string.Join(", ", related);
        }

        return evidence;
    }

    /// <summary>Newer records have a list, older ones a single outcome.</summary>
    private static List<LessonOutcome> Outcomes(JsonElement record) =>
        [.. (record.TryGetProperty("outcomes", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : record.TryGetProperty("outcome", out var one) ? [one] : [])
            .Where(outcome => outcome.ValueKind == JsonValueKind.Object)
            .Select(outcome => new LessonOutcome(
                Text(outcome, "status") switch { "success" => LessonOutcome.WorkedWord, "failure" => LessonOutcome.FailedWord, { } other => other, null => "partial" },
                Text(outcome, "agent"), Text(outcome, "notes"), Time(Text(outcome, "recorded_at"))))];

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static List<string> Texts(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}

/// <summary>A line that is no lesson.</summary>
/// <param name="Line">From 1.</param>
public sealed record SkippedLine(string File, int Line, string Why);
