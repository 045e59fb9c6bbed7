using Ov.Cli;
using Ov.Core.Checkup;

namespace Ov.Commands;

/// <summary>The doctor's findings for people: what is wrong first and alone, everything with <c>--verbose</c>.</summary>
internal static class DoctorView
{
    public static void Write(DoctorAnswer answer, bool verbose, TextView view)
    {
        foreach (var fix in answer.Fixed)
        {
            view.Line($"{(fix.Done ? "✓" : "-")} {fix.Code}: {string.Join("; ", fix.Text)}");
        }

        foreach (var group in answer.Checks.Where(check => verbose || check.Status != CheckStatus.Pass).GroupBy(check => check.Category))
        {
            view.Line(group.Key);
            foreach (var check in group.OrderByDescending(check => check.Status))
            {
                WriteCheck(check, view);
            }

            view.Line();
        }

        var summary = answer.Summary;
        view.Line(summary is { Warn: 0, Fail: 0 }
            ? $"Nothing is wrong ({summary.Pass} checks)."
            : $"{summary.Pass} passed, {summary.Warn} {(summary.Warn == 1 ? "warning" : "warnings")}, {summary.Fail} {(summary.Fail == 1 ? "failure" : "failures")}");
        if (answer.Fixed.Count == 0 && answer.Checks.Count(check => check.Fixable) is > 0 and var fixable)
        {
            view.Hint($"{fixable} of them can be mended: ov doctor --fix");
        }
    }

    private static void WriteCheck(Check check, TextView view)
    {
        view.Line($"  {(check.Status switch { CheckStatus.Pass => '-', CheckStatus.Warn => '!', _ => 'x' })} {check.Message}");
        foreach (var detail in check.Details)
        {
            view.Line($"      {detail}");
        }

        if (check.Fix is not null)
        {
            view.Hint($"  → {check.Fix}");
        }
    }
}
