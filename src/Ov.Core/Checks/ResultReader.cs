using System.Globalization;
using System.Text.Json;

namespace Ov.Core.Checks;

/// <summary>Reads what a check printed or wrote, whatever of the known formats it is in.</summary>
public static class ResultReader
{
    /// <summary>Longest text that is read.</summary>
    public const int LongestText = 16 * 1024 * 1024;

    private static readonly char[] Separators = [' ', '\t', ',', ';', ':', '(', ')', '[', ']', '=', '!', '.', '|', '-'];

    /// <summary>Null when the text is in none of the formats.</summary>
    public static CheckResults? Read(string text)
    {
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return text.Length > LongestText || start.Length == 0 ? null
            : start[0] == '<' ? XmlResults.Read(start.ToString())
            : start[0] == '{' ? Sarif(start.ToString())
            : Tap(text) ?? Summary(text);
    }

    /// <summary>SARIF: its results, by their levels.</summary>
    private static CheckResults? Sarif(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("runs", out var runs) || runs.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var found = SarifResults.Of(runs).ToList();
            return new CheckResults(
                "sarif", 0, 0, found.Count(one => one.Severity == IssueSeverity.High), 0, found.Count(one => one.Severity == IssueSeverity.Medium), [.. found.Take(CheckResults.MostIssues)]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The Test Anything Protocol; what is marked TODO may fail.</summary>
    private static CheckResults? Tap(string text)
    {
        var (passed, failed, skipped, planned, issues) = (0, 0, 0, -1, new List<CheckIssue>());
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.StartsWith("1..", StringComparison.Ordinal) && int.TryParse(line.AsSpan(3).Trim().ToString().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var plan))
            {
                planned = plan;
            }
            else if (line.StartsWith("Bail out!", StringComparison.Ordinal))
            {
                issues.Add(new CheckIssue(IssueSeverity.High, line));
                return new CheckResults("tap", passed, failed, 1, skipped, 0, issues);
            }
            else if (line == "ok" || line.StartsWith("ok ", StringComparison.Ordinal) || line == "not ok" || line.StartsWith("not ok ", StringComparison.Ordinal))
            {
                var isOk = line[0] == 'o';
                if (line.Contains("# SKIP", StringComparison.OrdinalIgnoreCase) || line.Contains("# TODO", StringComparison.OrdinalIgnoreCase))
                {
                    skipped++;
                }
                else if (isOk)
                {
                    passed++;
                }
                else
                {
                    failed++;
                    issues.Add(new CheckIssue(IssueSeverity.High, line));
                }
            }
        }

        // A test that never reported is no passed one.
        return planned < 0 ? null : new CheckResults("tap", passed, failed, Math.Max(0, planned - passed - failed - skipped), skipped, 0, [.. issues.Take(CheckResults.MostIssues)]);
    }

    /// <summary>Lines such as <c>3 passed, 1 failed</c> or <c>Failed: 0, Passed: 12</c>; the last of them counts for each.</summary>
    private static CheckResults? Summary(string text)
    {
        CheckResults? found = null;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            var counts = new Dictionary<string, int>();
            for (var i = 0; i < words.Length; i++)
            {
                if (Kind(words[i]) is { } kind && !counts.ContainsKey(kind) && Count(line, words, i) is { } count)
                {
                    counts[kind] = count;
                }
            }

            if (found is not null && words.Length <= 3 && !counts.ContainsKey("passed"))
            {
                // Some runners give each count a line of its own, those that passed first.
                found = found with { Failed = counts.GetValueOrDefault("failed", found.Failed), Skipped = counts.GetValueOrDefault("skipped", found.Skipped) };
            }
            else if (counts.ContainsKey("passed") || counts.ContainsKey("failed"))
            {
                found = new CheckResults("text", counts.GetValueOrDefault("passed"), counts.GetValueOrDefault("failed"), counts.GetValueOrDefault("errors"), counts.GetValueOrDefault("skipped"), 0, []);
            }
        }

        return found;
    }

    /// <summary>The number before the word, or after it where a colon stands between.</summary>
    private static int? Count(string line, string[] words, int at)
    {
        var colon = line.Contains(words[at] + ":", StringComparison.Ordinal);
        var next = colon ? at + 1 : at - 1;
        return next >= 0 && next < words.Length && int.TryParse(words[next], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? Kind(string word) => word.ToLowerInvariant() switch
    {
        "passed" or "passing" => "passed",
        "failed" or "failing" or "failures" => "failed",
        "error" or "errors" => "errors",
        "skipped" or "ignored" or "pending" => "skipped",
        _ => null,
    };
}
