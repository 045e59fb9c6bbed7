using Ov.Core.Runs;

namespace Ov.Core.Checks;

/// <summary>The thresholds: what was found and how strictly it is judged, to the reasons why it does not pass.</summary>
public static class CheckEvaluator
{
    /// <summary>Empty when it passes.</summary>
    /// <param name="exit">Null when it was ended at its time limit.</param>
    /// <param name="mode">Autonomous runs are judged more strictly: nobody looks.</param>
    public static IReadOnlyList<string> Judge(CheckKind kind, int? exit, CheckResults results, RunMode mode)
    {
        var reasons = new List<string>();
        if (exit is null)
        {
            reasons.Add("it was ended at its time limit");
        }

        Add(reasons, results.Failed, "failed");
        Add(reasons, results.Errors, results.Errors == 1 ? "error" : "errors");
        if (kind == CheckKind.Lint && mode == RunMode.Autonomous)
        {
            Add(reasons, results.Warnings, results.Warnings == 1 ? "warning, and an autonomous run takes none" : "warnings, and an autonomous run takes none");
        }

        // A linter that lists warnings only may say so by its exit status too.
        var explained = kind == CheckKind.Lint && results is { Format: not "exit", Warnings: > 0 };
        if (exit is not (null or 0) && reasons.Count == 0 && !explained)
        {
            reasons.Add($"exit status {exit}{(results.Format == "exit" ? "" : ", although nothing is reported as failed")}");
        }

        return reasons;
    }

    /// <summary>A review passes without a high issue; in an autonomous run without any.</summary>
    /// <param name="approved">The reviewer's own word.</param>
    public static IReadOnlyList<string> Review(bool approved, IReadOnlyList<CheckIssue> issues, RunMode mode)
    {
        var high = issues.Count(issue => issue.Severity == IssueSeverity.High);
        if (high > 0)
        {
            return [$"{high} high {(high == 1 ? "issue" : "issues")}{(approved ? ", although it says approved" : "")}"];
        }

        return mode == RunMode.Autonomous && issues.Count > 0 ? [$"{issues.Count} {(issues.Count == 1 ? "issue" : "issues")}, and an autonomous run takes none"] : [];
    }

    /// <summary>Every criterion is met.</summary>
    public static IReadOnlyList<string> Criteria(IReadOnlyList<CheckCriterion> criteria) =>
        [.. criteria.Where(one => !one.Met).Select(one => $"criterion {one.Number} is not met: {one.Text}")];

    private static void Add(List<string> reasons, int count, string what)
    {
        if (count > 0)
        {
            reasons.Add($"{count} {what}");
        }
    }
}
