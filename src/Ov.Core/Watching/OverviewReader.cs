using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>Gathers what <c>ov dashboard</c> shows (S2-12).</summary>
/// <param name="all">All runs and all agents, ended ones too.</param>
public sealed class OverviewReader(OvApp app, bool all)
{
    private const int Events = 100;
    private const int Mails = 20;
    private const int Agents = 200;

    /// <summary>Comparing branches asks git: so often at most, and only when something changed.</summary>
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromMinutes(1);

    private IReadOnlyList<OverviewCollision> _collisions = [];
    private DateTimeOffset _compared = DateTimeOffset.MinValue;
    private long _seen = -1;

    public Overview Read()
    {
        var now = app.Ledger.Now;
        var events = FeedReader.Read(app, new FeedQuery([], null, [], null, null, Events));
        if (events.Next != _seen && now - _compared >= BetweenComparisons)
        {
            _collisions = [.. Radar.Look(app).Conflicts.Select(pair => new OverviewCollision(pair.One, pair.Other, pair.Files))];
            (_compared, _seen) = (now, events.Next);
        }

        var costs = CostReader.Read(app, new CostQuery(CostBy.Agent, null, null, null, null, false, Agents));
        return new Overview(
            now, new StatusReader(app, all, null).Known(), costs.Rows, costs.Totals,
            app.Ledger.Read(sql => MailStore.Select(sql, new MailFilter(null, null, null, null, false, Mails)).OrderBy(mail => -mail.Seq).Select(Shown).ToList()), _collisions,
            events.Events);
    }

    private static OverviewMail Shown(Message mail) =>
        new(mail.Id, mail.Sender, mail.Recipient, mail.Type.Word(), mail.State.Word(), mail.Subject, mail.CreatedAt);
}
