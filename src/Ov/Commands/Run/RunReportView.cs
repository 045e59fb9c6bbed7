using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Reporting;
using Ov.Core.Text;

namespace Ov.Commands.Runs;

/// <summary>A run's report for people.</summary>
internal static class RunReportView
{
    /// <summary>Lines of one part: of a run of thousands of tasks nobody reads all.</summary>
    private const int Most = 50;

    public static void Write(RunReport report, TextView view)
    {
        view.Line($"Run {report.Run}: {report.State.Word()}, {Age.Of(TimeSpan.FromMilliseconds(report.DurationMs))}{(CostWords.Spent(report.Costs) is { } cost ? $", {cost}" : "")}");
        Part(view, "Went right", report.Right);
        Part(view, "Went wrong", report.Wrong);
        Part(view, "Could be better", report.Better);
        Part(view, "Decided", [.. report.Decisions.Where(gate => gate.Answer is not null).Select(gate => $"{gate.Kind.Word()}{(gate.Task is { } task ? $" of task {task}" : "")}: {gate.Answer!.Value.Word()}, by {gate.DecidedBy}")]);
        Part(view, "Mended", [.. report.Patches.Select(patch => $"{string.Join(" mends ", patch.Chain)}: {patch.Title}{(patch.Checks.Count > 0 ? $" (had been checked by {string.Join(", ", patch.Checks)})" : "")}")]);
        Part(view, "Actions", [.. report.Actions.Select(action => $"{action.Number}. {action.Kind.Word()}: {action.Title}{(action.AdoptedAs is { } made ? $" (adopted: {made})" : "")}")]);
        if (report.Actions.FirstOrDefault(action => action.AdoptedAs is null) is { } open)
        {
            view.Hint($"ov run report {report.Run} --adopt {open.Number}");
        }
    }

    public static void Adopted(AdoptedAction adopted, TextView view) => view.Ok(adopted.Existing
        ? $"Action {adopted.Action.Number} was adopted before: {adopted.Action.AdoptedAs}"
        : $"Action {adopted.Action.Number} is {adopted.Action.Kind.Word()} {adopted.Action.AdoptedAs}: {adopted.Action.Title}");

    private static void Part(TextView view, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        view.Line();
        view.Heading(heading);
        foreach (var line in lines.Take(Most))
        {
            view.Line($"  {line}");
        }

        if (lines.Count > Most)
        {
            view.Hint($"{lines.Count - Most} more: --json tells all");
        }
    }
}
