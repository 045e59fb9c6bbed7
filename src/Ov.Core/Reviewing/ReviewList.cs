using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Core.Reviewing;

/// <summary>What waits for the operator: first what holds somebody up, then branches in the order in which they land.</summary>
public static class ReviewList
{
    /// <summary>Of the run named with <c>--run</c>, else of all.</summary>
    public static IReadOnlyList<ReviewItem> Read(OvApp app) => app.Ledger.Read(sql =>
    {
        var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
        var mail = MailStore.OpenEscalations(sql, Caller.OperatorName).Where(mail => Escalation.SeverityOf(mail.Payload) != Severity.Warning)
            .Concat(StatusStore.OpenQuestions(sql).OrderBy(mail => mail.Seq)).Where(mail => run is null || mail.RunId == run);
        var queued = MergeStore.AllOpen(sql, run).Where(entry => entry.State == MergeState.Queued).OrderByDescending(entry => entry.Priority == TaskPriority.High).ThenBy(entry => entry.Priority == TaskPriority.Low);
        return (IReadOnlyList<ReviewItem>)
        [
            .. mail.Select(ReviewItem.Of), .. queued.Select(entry => ReviewItem.Of(sql, entry)),
            .. TaskStore.ReportedUnqueued(sql, run).Select(task => ReviewItem.Of(sql, task, RunStore.ById(sql, task.RunId)!.Target)),
        ];
    });
}
