using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Watching;

/// <summary>
/// Stops restart storms: when agents that the tick started anew die one after the other, something is wrong that no restart mends. Nothing is
/// started again before it has been quiet for ten minutes, and the operator is told once.
/// </summary>
internal static class RestartBreaker
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    public static bool IsOpen(TickContext context) => Deaths(context).Count >= context.App.Config.Watch.MostRestartDeaths;

    public static IEnumerable<TickDecision> Tell(TickContext context)
    {
        if (Deaths(context) is { } dead && dead.Count >= context.App.Config.Watch.MostRestartDeaths && context.Ledger.Read(sql => IsNew(sql, dead[0])))
        {
            yield return context.Try("agent", "restarts", "stopped", string.Create(CultureInfo.InvariantCulture, $"{dead.Count} restarted agents died again within {Span.TotalMinutes:0} minutes"), () => Tell(context.Ledger, dead));
        }
    }

    private static List<string> Deaths(TickContext context) => context.Ledger.Read(sql => LadderStore.DeadRestarts(sql, context.Ledger.Now - Span));

    private static string Key(string newest) => $"restart-breaker:{newest}";

    private static bool IsNew(Sql sql, string newest) => MailStore.ByKey(sql, Mailbox.SystemSender, Key(newest)).Count == 0;

    private static bool Tell(OvLedger ledger, List<string> dead) => ledger.Write(tx =>
    {
        if (!IsNew(tx.Sql, dead[0]))
        {
            return false;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{dead.Count} restarted agents died again within {Span.TotalMinutes:0} minutes, so nothing is restarted for as long");
        tx.Record(new EventDraft("watch.restarts_stopped") { Actor = Caller.Watch.Actor, Level = "warn", Text = text });
        Mailbox.Deliver(tx, ledger.Files, new MailDraft(
            Mailbox.SystemSender, Caller.OperatorName, MailType.HealthCheck, "Restarts have been stopped",
            $"{text}.\nTheir work is kept. Why they died: {string.Join(", ", dead.Take(3).Select(id => $"ov show {id}"))}, ov doctor\nWhen it is mended: ov sling <task> --restart")
        {
            Priority = MailPriority.High, IdempotencyKey = Key(dead[0]),
        });
        return true;
    });
}
