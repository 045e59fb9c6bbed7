using Ov.Cli;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary>Merges for people.</summary>
internal static class MergeView
{
    public static void WriteOne(MergeAnswer answer, TextView view)
    {
        if (answer.ErrorMessage is not null)
        {
            view.Line($"✗ {answer.BranchName}: {answer.ErrorMessage}");
            view.Hint(answer.Hint ?? "");
        }
        else if (answer is { Landed: false, Entry.PullRequest: { State: RequestState.Open } request })
        {
            view.Answer(request.Url);
            view.Ok($"Offered {answer.BranchName} for {request.Base}: {request.Url}");
        }
        else if (!answer.Landed)
        {
            view.Line($"- {answer.BranchName}: {answer.Entry?.Status.Word()} {answer.Entry?.Reason}".TrimEnd());
        }
        else
        {
            WriteLanded(answer.Entry!, view);
            if (answer.PublishedTo is { } remote)
            {
                view.Hint($"Pushed to {remote}");
            }
        }

        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
        }
    }

    public static void WriteAll(MergeAllAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No pending branches to merge");
            return;
        }

        foreach (var result in answer.Results)
        {
            WriteOne(result, view);
        }

        view.Line($"Done: {answer.SuccessCount} merged, {answer.FailCount} failed{(answer.Results.Count(r => r is { Landed: false, ErrorMessage: null, Entry.PullRequest: not null }) is > 0 and var offered ? $", {offered} offered" : "")} out of {answer.Count} total.");
        if (answer is { GateRuns: > 0, Count: > 1 })
        {
            view.Hint($"The gates ran {answer.GateRuns} {(answer.GateRuns == 1 ? "time" : "times")} for all of them.");
        }
    }

    public static void WriteForecast(MergeForecastAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No pending branches to merge");
        }

        foreach (var item in answer.Results)
        {
            view.Line($"[dry-run] {item.BranchName} into {item.Target}: {item.Prediction.PredictedTier} ({item.Prediction.Reason})");
        }
    }

    public static void WriteQueue(MergeQueueReport report, TextView view)
    {
        if (report.Count == 0)
        {
            view.Hint("Nothing is queued");
        }
        else
        {
            view.Table(["MERGE", "BRANCH", "TARGET", "STATE", "TASK", "WHY"], report.Entries.Select(Row), "TASK", "TARGET");
        }

        if (report.Recent.Count > 0)
        {
            view.Line();
            view.Line("Finished last:");
            view.Table(["MERGE", "BRANCH", "TARGET", "STATE", "TASK", "COMMIT"], report.Recent.Select(Row), "TASK", "TARGET");
        }
    }

    private static string[] Row(MergeItem item) =>
    [
        item.Id, item.BranchName, item.Target, item.Status.Word(), item.TaskNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        item.LandedCommit is { Length: > 12 } landed ? landed[..12] : item.Reason ?? "",
    ];

    private static void WriteLanded(MergeItem item, TextView view)
    {
        view.Ok($"Merged {item.BranchName} into {item.Target} as {item.LandedCommit?[..12]} ({item.ResolvedTier})");
        foreach (var resolution in item.Resolutions)
        {
            view.Hint($"Resolved by rule: {Resolution.Summary([resolution])}");
        }

        if (item.Gates.Count > 0)
        {
            view.Hint($"Gates: {string.Join(", ", item.Gates.Select(g => $"{g.Name} passed{(g.Cached ? " before" : "")}"))}");
        }
    }
}
