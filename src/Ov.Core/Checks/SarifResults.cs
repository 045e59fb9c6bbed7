using System.Globalization;
using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Checks;

/// <summary>The results of a SARIF log; those that were suppressed are left out.</summary>
internal static class SarifResults
{
    /// <param name="runs">An array.</param>
    public static IEnumerable<CheckIssue> Of(JsonElement runs)
    {
        foreach (var run in runs.EnumerateArray())
        {
            foreach (var result in run.Items("results").Where(result => !result.Items("suppressions").Any()))
            {
                var level = result.Text("level") ?? "warning";
                if (level != "none")
                {
                    yield return new CheckIssue(
                        level == "error" ? IssueSeverity.High : level == "note" ? IssueSeverity.Low : IssueSeverity.Medium,
                        string.Join(": ", new[] { result.Text("ruleId"), result.Member("message")?.Text("text") }.OfType<string>()), Place(result));
                }
            }
        }
    }

    private static string? Place(JsonElement result)
    {
        var place = result.Items("locations").Select(one => one.Member("physicalLocation")).FirstOrDefault();
        var line = place?.Member("region")?.Count("startLine") ?? 0;
        return place?.Member("artifactLocation")?.Text("uri") is { } file ? line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file : null;
    }
}
