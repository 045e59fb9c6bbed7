using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Checks;

/// <summary>What a build, a test run, a linter or a reviewer found.</summary>
/// <param name="Format">What was read: trx, junit, sarif, tap, text or review; exit where nothing but the exit status tells.</param>
public sealed record CheckResults(string Format, int Passed, int Failed, int Errors, int Skipped, int Warnings, IReadOnlyList<CheckIssue> Issues)
{
    public static readonly CheckResults None = new("exit", 0, 0, 0, 0, 0, []);

    /// <summary>Most issues that are kept of one run.</summary>
    public const int MostIssues = 50;

    /// <summary>Both taken together: a run may write several files.</summary>
    public CheckResults And(CheckResults other) => this == None ? other : new(
        Format, Passed + other.Passed, Failed + other.Failed, Errors + other.Errors, Skipped + other.Skipped, Warnings + other.Warnings, [.. Issues.Concat(other.Issues).Take(MostIssues)]);
}

/// <summary>One thing that was found.</summary>
/// <param name="Where">A file, with its line where one is known.</param>
/// <param name="Suggestion">What would mend it, from a reviewer.</param>
public sealed record CheckIssue(IssueSeverity Severity, string What, string? Where = null, string? Suggestion = null);

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(SnakeEnum<IssueSeverity>))]
public enum IssueSeverity
{
    High,
    Medium,
    Low,
}

/// <summary>What is judged.</summary>
[JsonConverter(typeof(SnakeEnum<CheckKind>))]
public enum CheckKind
{
    Build,
    Test,
    Lint,
    Review,
    Criteria,
}

/// <summary>One criterion of a task, as somebody saw it.</summary>
/// <param name="Number">From 1, in the order of the task.</param>
public sealed record CheckCriterion(int Number, string Text, bool Met, string Evidence);
