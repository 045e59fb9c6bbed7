using Ov.Core.Agents;
using Ov.Core.Gates;
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
        var run = Run(app, sql);
        var queued = MergeStore.AllOpen(sql, run).Where(entry => entry is { State: MergeState.Queued, IsOffered: false }).OrderByDescending(entry => entry.Priority == TaskPriority.High).ThenBy(entry => entry.Priority == TaskPriority.Low);
        return (IReadOnlyList<ReviewItem>)
        [
            .. Decisions(sql, run), .. queued.Select(entry => ReviewItem.Of(sql, entry)),
            .. TaskStore.ReportedUnqueued(sql, run).Select(task => ReviewItem.Of(sql, task, RunStore.ById(sql, task.RunId)!.Target)),
        ];
    });

    /// <summary>What waits for a word only: escalations, questions and gates.</summary>
    public static IReadOnlyList<ReviewItem> Decisions(OvApp app) => app.Ledger.Read(sql => Decisions(sql, Run(app, sql)));

    private static IReadOnlyList<ReviewItem> Decisions(Sql sql, string? run) =>
    [
        .. Mail(sql).Where(mail => run is null || mail.RunId == run).Select(ReviewItem.Of),
        .. GateStore.Pending(sql).Where(gate => run is null || gate.RunId == run).Select(gate => ReviewItem.Of(sql, gate)),
    ];

    private static IEnumerable<Message> Mail(Sql sql) => MailStore.OpenEscalations(sql, Caller.OperatorName).Where(mail => Escalation.SeverityOf(mail.Payload) != Severity.Warning)
        .Concat(StatusStore.OpenQuestions(sql).OrderBy(mail => mail.Seq));

    private static string? Run(OvApp app, Sql sql) => app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
}
