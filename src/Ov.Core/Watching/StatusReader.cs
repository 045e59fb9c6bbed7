using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Projects;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>Gathers what <c>ov status</c> shows. Reading never writes (defect 5 of the reference tool).</summary>
public sealed class StatusReader
{
    private static readonly IReadOnlyDictionary<string, BranchTip> NoTips = new Dictionary<string, BranchTip>();

    private readonly OvApp _app;
    private readonly string _mailbox;
    private readonly StatusFacts _facts;
    private readonly List<(string Branch, string Target)> _branches;

    /// <summary>Reads the ledger, in one snapshot.</summary>
    /// <param name="all">All runs and all agents, ended ones too.</param>
    /// <param name="mailOf">Whose unread mail is counted; null means the operator's.</param>
    /// <exception cref="OvException">not-found for a reader that there is not.</exception>
    public StatusReader(OvApp app, bool all, string? mailOf)
    {
        _app = app;
        _mailbox = mailOf is null ? Caller.OperatorName : app.Ledger.Read(sql => PartyName.InMail(sql, mailOf)!);
        _facts = app.Ledger.Read(sql => StatusFacts.Gather(app, sql, all, _mailbox));
        _branches = Branches(_facts);
    }

    /// <summary>Whether git knows more: there is a branch to show.</summary>
    public bool HasMore => _branches.Count > 0;

    /// <summary>What the ledger and the running processes tell; commits of branches are left open.</summary>
    public StatusReport Known() => Report(NoTips);

    /// <summary>Everything. Only when there is a branch to show is git asked at all.</summary>
    public StatusReport Complete() => Report(HasMore ? new UnlandedCounts(_app.Git, _app.Project.CommonDir).Of(_branches) : NoTips);

    private StatusReport Report(IReadOnlyDictionary<string, BranchTip> tips)
    {
        var (app, facts) = (_app, _facts);
        var stale = app.Config.Setting(ConfigKeys.StaleAfter).Found;
        var agents = facts.Agents.Select(agent => Seen(app, facts, agent, tips, stale)).ToList();
        var untrusted = TrustStore.For(app.Environment.Variables).Untrusted(app.Project.Root, ConfiguredCommands.All(app.Config));
        return new StatusReport(
            ProjectName.Of(app), facts.Current?.Id, [.. facts.Runs.Select(run => new StatusRun(run.Id, run.Name, run.Target, run.State, run.Stage, run.Objective))],
            StatusNeeds.For(facts, agents, untrusted, app.Config, app.Ledger.Now), agents, facts.EndedHidden,
            [.. facts.Worktrees.Select(tree => new StatusWorktree(tree.Path, tips.GetValueOrDefault(tree.Branch)?.Oid, tree.Branch, NameOf(facts, tree.AgentId), tree.State.Word()))],
            [], facts.Tasks, facts.Groups, [.. facts.Merges.Select(merge => new StatusMerge(merge.Id, merge.Branch, merge.Target, merge.State, merge.Reason))],
            facts.Merges.Count, facts.UnreadMail, _mailbox, facts.AgentMailWaiting, FileLock.IsHeld(app.Project.Files.WatchLock), facts.Gates.Count, BuildSlots.Look(app));
    }

    private static List<(string Branch, string Target)> Branches(StatusFacts facts)
    {
        var targets = facts.Runs.ToDictionary(run => run.Id, run => run.Target);
        return facts.Agents.Where(agent => agent.Branch is not null && targets.ContainsKey(agent.RunId)).Select(agent => (agent.Branch!, targets[agent.RunId]))
            .Concat(facts.Worktrees.Where(tree => tree.RunId is not null && targets.ContainsKey(tree.RunId)).Select(tree => (tree.Branch, targets[tree.RunId!])))
            .ToList();
    }

    private static StatusAgent Seen(OvApp app, StatusFacts facts, AgentRecord agent, IReadOnlyDictionary<string, BranchTip> tips, TimeSpan stale)
    {
        var now = app.Ledger.Now;
        var successor = agent.IsLive ? null : facts.Agents.FirstOrDefault(other => other.IsSuccessorOf(agent))?.Incarnation;
        var status = AgentStatus.For(agent, AgentPulse.LookCloser(agent, app.Project.Files, now, stale) with { Successor = successor }, now, stale);
        var task = agent.TaskId is { } id ? facts.TaskOf.GetValueOrDefault(id) : null;
        var tip = agent.Branch is { } branch ? tips.GetValueOrDefault(branch) : null;
        // What was rewritten on its way to the target is still landed.
        var unlanded = tip is not null && facts.LandedTips.Contains(tip.Oid) ? 0 : tip?.Ahead;
        return new StatusAgent(
            agent.Id, agent.Name, agent.Role, status.State, status.Reason, status.Evidence, status.Since, status.Confidence, agent.Incarnation,
            agent.Worktree, agent.Branch, agent.TaskId, task?.Number, task?.Title, "", ProcessIdentity.Parse(agent.Host)?.Pid,
            NameOf(facts, agent.ParentId), agent.Depth, agent.RunId, agent.Runtime, agent.Scope, agent.CreatedAt, agent.LastActivityAt, unlanded);
    }

    private static string? NameOf(StatusFacts facts, string? agentId) => agentId is null ? null : facts.NameOf.GetValueOrDefault(agentId);
}
