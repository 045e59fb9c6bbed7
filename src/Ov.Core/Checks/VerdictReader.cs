using System.Text.Json;
using Ov.Core.Json;
using Ov.Core.Ledger;

namespace Ov.Core.Checks;

/// <summary>Reads what a reviewer says, as JSON. Each fault is named, and nothing is recorded of a report that has one.</summary>
public static class VerdictReader
{
    /// <summary>A review: <c>{"verdict": "approved", "issues": [{"severity", "finding", "suggestion", "file", "line"}], "summary"}</c>.</summary>
    /// <exception cref="OvException">usage, naming every fault.</exception>
    public static (bool Approved, IReadOnlyList<CheckIssue> Issues, string Summary) Review(string text)
    {
        using var json = Parse(text);
        var (faults, issues) = (new List<string>(), new List<CheckIssue>());
        var verdict = json.RootElement.Text("verdict");
        if (verdict is not ("approved" or "changes-requested"))
        {
            faults.Add("verdict is approved or changes-requested");
        }

        foreach (var (item, at) in json.RootElement.Items("issues").Select((item, at) => (item, at + 1)))
        {
            var severity = item.Text("severity") switch { "high" => IssueSeverity.High, "med" or "medium" => IssueSeverity.Medium, "low" => IssueSeverity.Low, _ => (IssueSeverity?)null };
            if (severity is null || Blank(item, "finding") || Blank(item, "suggestion"))
            {
                faults.Add($"issue {at} needs severity (high, med, low), finding and suggestion");
                continue;
            }

            var line = item.Count("line");
            issues.Add(new CheckIssue(severity.Value, item.Text("finding")!, item.Text("file") is { } file ? line > 0 ? $"{file}:{line}" : file : null, item.Text("suggestion")));
        }

        Require(faults);
        return (verdict == "approved", issues, json.RootElement.Text("summary") ?? "");
    }

    /// <summary>The criteria of a task: <c>{"criteria": [{"number", "met", "evidence"}]}</c>, each of them once.</summary>
    /// <exception cref="OvException">usage, naming every criterion that is missing or wrong.</exception>
    public static IReadOnlyList<CheckCriterion> Criteria(string text, IReadOnlyList<string> criteria)
    {
        using var json = Parse(text);
        var (faults, seen) = (new List<string>(), new SortedDictionary<int, CheckCriterion>());
        foreach (var item in json.RootElement.Items("criteria"))
        {
            var number = (int)Math.Clamp(item.Count("number"), 0, int.MaxValue);
            if (number < 1 || number > criteria.Count)
            {
                faults.Add($"there is no criterion {number}");
            }
            else if (item.Member("met") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } met || Blank(item, "evidence"))
            {
                faults.Add($"criterion {number} needs met (true or false) and evidence");
            }
            else if (!seen.TryAdd(number, new CheckCriterion(number, criteria[number - 1], met.ValueKind == JsonValueKind.True, item.Text("evidence")!)))
            {
                faults.Add($"criterion {number} is judged twice");
            }
        }

        faults.AddRange(Enumerable.Range(1, criteria.Count).Where(number => !seen.ContainsKey(number) && !faults.Exists(fault => fault.StartsWith($"criterion {number} ", StringComparison.Ordinal)))
            .Select(number => $"criterion {number} is missing: {criteria[number - 1]}"));
        Require(faults);
        return [.. seen.Values];
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new OvException(ErrorCode.Usage, "The report is no JSON object.", "'ov help checks' shows its form.");
        }
        catch (JsonException fault)
        {
            throw new OvException(ErrorCode.Usage, $"The report is no sound JSON: line {fault.LineNumber + 1}.", "'ov help checks' shows its form.");
        }
    }

    private static bool Blank(JsonElement item, string name) => string.IsNullOrWhiteSpace(item.Text(name));

    private static void Require(List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new OvException(ErrorCode.Usage, $"The report cannot be recorded: {string.Join("; ", faults)}.", "'ov help checks' shows its form.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["faults"] = faults },
            };
        }
    }
}
