using System.Globalization;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Notifying;

/// <summary>Decides, in one transaction, that a person is told, so that nothing is told twice, by whomever.</summary>
public static class Notifier
{
    private const string ToldKey = "notify.told";
    private const string AtKey = "notify.at";

    /// <summary>How many things would be told now.</summary>
    public static int Waiting(OvApp app) => app.Ledger.Read(sql => Plan(app, sql, app.Ledger.Now)).Fresh.Count;

    /// <param name="goesOut">It is brought to somebody by a process of its own, which an intent stands for until it is done.</param>
    /// <returns>The event that holds the notice; null when there is nothing to tell.</returns>
    public static long? Claim(OvApp app, bool goesOut = false) => app.Ledger.Write(tx =>
    {
        var plan = Plan(app, tx.Sql, tx.Now);
        if (plan.Fresh.Count == 0)
        {
            return default(long?);
        }

        Meta.Set(tx, ToldKey, TextList.Write(plan.Told));
        Meta.Set(tx, AtKey, tx.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var notice = Notice.Of(Projects.ProjectName.Of(app), plan.Fresh);
        tx.Record(new EventDraft("notify.told") { Actor = Caller.Watch.Actor, Text = notice.Title, Data = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice) });
        var number = EventStore.LastSequence(tx.Sql);
        if (goesOut)
        {
            Intents.Open(tx, NoticeSender.IntentKind, number.ToString(CultureInfo.InvariantCulture), "{}");
        }

        return number;
    });

    private static NoticePlan Plan(OvApp app, Sql sql, DateTimeOffset now)
    {
        var told = Meta.Get(sql, ToldKey) is { } list ? TextList.Parse(list) : [];
        var last = Meta.Get(sql, AtKey) is { } at && long.TryParse(at, CultureInfo.InvariantCulture, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : default(DateTimeOffset?);
        return NoticePlan.For(WaitingThing.All(sql), [.. told], last, now, app.Config.Notify.Pause);
    }
}
