using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Git;
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

    private readonly ChosenGitReader _git = ChosenGitReader.For(app.Git, app.Project.CommonDir, app.Config.Setting(ConfigKeys.GitByProgram).Found);
    private RadarMemory? _memory;
    private (IReadOnlyList<OverviewCollision> Collisions, IReadOnlyList<BranchWork> Branches, OverviewGit Git) _looked = ([], [], new OverviewGit(null, null));
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;
    private long _seen = -1;

    /// <summary>What the ledger tells at once; branches as they were seen last.</summary>
    public Overview Known() => Read(mayLook: false);

    /// <summary>Branches too: those are looked at only when something changed, and not without a rest.</summary>
    public Overview Read() => Read(mayLook: true);

    private Overview Read(bool mayLook)
    {
        var now = app.Ledger.Now;
        var events = FeedReader.Read(app, new FeedQuery([], null, [], null, null, Events));
        if (mayLook && events.Next != _seen && now - _lookedAt >= (_memory?.Reader.Rest ?? TimeSpan.Zero))
        {
            Look();
            (_lookedAt, _seen) = (now, events.Next);
        }

        var costs = CostReader.Read(app, new CostQuery(CostBy.Agent, null, null, null, null, null, false, Agents));
        return new Overview(
            now, new StatusReader(app, all, null).Known(), costs.Rows, costs.Totals,
            app.Ledger.Read(sql => MailStore.Select(sql, new MailFilter(null, null, null, null, false, Mails)).OrderBy(mail => -mail.Seq).Select(Shown).ToList()), _looked.Collisions,
            events.Events, _looked.Branches, _looked.Git);
    }

    /// <summary>What is just being removed or rewritten makes git fail: the last look stays in view, and the next one begins afresh.</summary>
    private void Look()
    {
        _memory ??= new RadarMemory(_git);
        try
        {
            var report = Radar.Look(app, _memory);
            _looked = ([.. report.Conflicts.Select(pair => new OverviewCollision(pair.One, pair.Other, pair.Files))], report.Branches,
                report.Branches.Count == 0 ? new OverviewGit(null, null) : new OverviewGit(_git.Name, _git.Refusal is { } why ? $"libgit2 is not asked: {why}" : null));
        }
        catch (OvException refusal) when (refusal.Code == ErrorCode.GitFailed)
        {
            _memory.Forget();
            _looked.Git = new OverviewGit(_git.Name, refusal.Message);
        }
    }

    private static OverviewMail Shown(Message mail) =>
        new(mail.Id, mail.Sender, mail.Recipient, mail.Type.Word(), mail.State.Word(), mail.Subject, mail.CreatedAt);
}
