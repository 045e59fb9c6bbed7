using System.Globalization;
using System.Text;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>A run's report as pipelines read results of tests: one case for each task, for each round of its checks, and for each gate.</summary>
public static class JUnitReport
{
    public static string Of(RunReport report)
    {
        Suite[] suites =
        [
            new("tasks", [.. report.Tasks.Select(CaseOf)]),
            new("checks", [.. report.Tasks.SelectMany(task => task.Checks.Select(check => new Case($"{Name(task)}: {check.Round.Word()}", 0, check.Passed ? null : "failure", string.Join("; ", check.Reasons))))]),
            new("gates", [.. report.Decisions.Select(CaseOf)]),
        ];
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Append(CultureInfo.InvariantCulture, $"<testsuites name=\"{Safe(report.Run)}\" {Counts(suites.SelectMany(suite => suite.Cases))} time=\"{Seconds(report.DurationMs)}\">\n");
        foreach (var suite in suites)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <testsuite name=\"{suite.Name}\" {Counts(suite.Cases)}>\n");
            foreach (var one in suite.Cases)
            {
                text.Append(CultureInfo.InvariantCulture, $"    <testcase classname=\"{suite.Name}\" name=\"{Safe(one.Name)}\" time=\"{Seconds(one.DurationMs)}\"");
                text.Append(one.Fault is null ? "/>\n" : $"><{one.Fault} message=\"{Safe(one.Why)}\"/></testcase>\n");
            }

            text.Append("  </testsuite>\n");
        }

        return text.Append("</testsuites>\n").ToString();
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="OvException">failed.</exception>
    public static void Write(OvApp app, RunReport report, string file)
    {
        var path = Path.GetFullPath(file, app.Environment.WorkingDirectory);
        try
        {
            File.WriteAllText(path + ".new", Of(report), new UTF8Encoding(false));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OvException(ErrorCode.Failed, $"{file} cannot be written: {fault.Message}", "Name a file in a folder that exists.");
        }
    }

    private static Case CaseOf(ReportTask task) => new(Name(task), task.DurationMs ?? 0, task.State switch
    {
        TaskState.Completed or TaskState.Closed => null,
        TaskState.Failed or TaskState.Blocked => "failure",
        _ => "skipped",
    }, $"{task.State.Word()}{(task.Reason is { Length: > 0 } reason ? $": {reason}" : "")}");

    private static Case CaseOf(ReportDecision gate) => new(
        $"{gate.GateId} {gate.Kind.Word()}{(gate.Task is { } task ? $" of task {task}" : "")}", gate.WaitedMs, gate.State switch
        {
            GateState.Pending => "skipped",
            GateState.Expired => "failure",
            _ => GateRules.LetsGo(gate.Answer!.Value) ? null : "failure",
        }, $"{gate.Question} {(gate.Answer is { } answer ? $"{answer.Word()}{(gate.Text is { Length: > 0 } text ? $": {text}" : "")}" : gate.State.Word())}");

    private static string Name(ReportTask task) => string.Create(CultureInfo.InvariantCulture, $"#{task.Number} {task.Title}");

    private static string Counts(IEnumerable<Case> cases)
    {
        var all = cases.ToList();
        return string.Create(CultureInfo.InvariantCulture, $"tests=\"{all.Count}\" failures=\"{all.Count(one => one.Fault == "failure")}\" errors=\"0\" skipped=\"{all.Count(one => one.Fault == "skipped")}\"");
    }

    private static string Seconds(long ms) => (ms / 1000m).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>What XML 1.0 cannot hold at all is left out.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(rune => rune.Value is 9 or 10 or 13 or >= 0x20 and not (0xFFFE or 0xFFFF)))
        {
            safe.Append(rune.Value switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", 9 => "&#9;", 10 => "&#10;", 13 => "&#13;", _ => rune.ToString() });
        }

        return safe.ToString();
    }

    private sealed record Suite(string Name, IReadOnlyList<Case> Cases);

    /// <param name="Fault">The element that says why it did not pass; null when it did.</param>
    private sealed record Case(string Name, long DurationMs, string? Fault, string Why);
}
