using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Watching;
using Ov.Core.Worktrees;

namespace Ov.Core.Checkup;

/// <summary>Rows without the thing they speak of, and things of ours without a row.</summary>
internal static class OrphanChecks
{
    private const string Category = "orphans";
    private const string TickFix = "ov watch --once";

    public static IEnumerable<Check> Run(OvApp app)
    {
        if (!app.HasLedger)
        {
            // Said once, by the checks of the ledger.
            yield break;
        }

        yield return Of("intents", "Something half done waits for its repair.", "Nothing is half done", TickFix, Intentions(app));
        yield return Of("agents", "An agent died and the ledger does not say so yet.", "Every live agent shows life", TickFix, DeadAgents(app));
        yield return Of("leases", "A lease outlived its holder.", "No lease outlived its holder", TickFix, Leases(app));
        yield return Of("claims", "Mail was claimed by a process that died.", "No mail is claimed by a dead process", TickFix, Claims(app));
        yield return Of("processes", "A process of an ended agent still runs.", "No process of an ended agent runs", "ov stop <agent>", Processes(app));
        var checkouts = new GitWorktrees(app.Git).List(app.Project.CommonDir);
        yield return Of("worktrees", "A worktree that ov made is gone from the disk.", "Every worktree is where its row says", "ov worktree prune", Missing(app));
        yield return Of("strays", "A checkout in the folder for agents' worktrees is not one of ov's; ov leaves it alone.", "No stray checkout among the worktrees", "git worktree remove <path>, if you no longer need it", Strays(app, checkouts));
        yield return Of("branches", "A branch looks like an agent's and no row knows it; ov leaves it alone.", "No branch of an unknown agent", "git branch -d <branch>, if you no longer need it", Branches(app));
        yield return Of("pins", "A ref pins a merge that is not in the queue.", "Every pin belongs to an open merge", "ov clean", QueuePins.Orphans(app).Select(pin => pin.Name));
    }

    private static Check Of(string name, string found, string fine, string fix, IEnumerable<string> evidence) =>
        evidence.ToList() is { Count: > 0 } list ? Check.Warn(Category, name, $"orphan-{name}", found, fix, list) : Check.Pass(Category, name, fine);

    private static IEnumerable<string> Intentions(OvApp app) => app.Ledger.Read(Intents.AllOpen)
        .Select(intent => (intent, Owner: ProcessIdentity.Parse(intent.Owner)))
        .Where(pair => pair.Owner?.Liveness is null or not Liveness.Alive)
        .Select(pair => $"{pair.intent.Kind} {pair.intent.Subject}, begun by process {pair.Owner?.Pid}, which {(pair.Owner?.Liveness == Liveness.Unknown ? "cannot be seen" : "is dead")}");

    private static IEnumerable<string> DeadAgents(OvApp app)
    {
        foreach (var agent in app.Ledger.Read(sql => AgentStore.AllLive(sql)))
        {
            var status = AgentStatus.For(agent, AgentPulse.Look(agent, app.Project.Files), app.Ledger.Now);
            if (status.IsDeadUnrecorded(agent))
            {
                yield return $"{agent.Name}: {status.Reason}";
            }
        }
    }

    private static IEnumerable<string> Leases(OvApp app) => app.Ledger.Read(LeaseStore.All)
        .Where(lease => lease.IsDead).Select(lease => $"{lease.Name}, held by {lease.Holder}");

    private static IEnumerable<string> Claims(OvApp app) => app.Ledger.Read(MailClaims.Dead).Select(claim => $"{claim.Count} for {claim.Recipient}");

    /// <summary>Agents that have ended and left a process running.</summary>
    public static IEnumerable<(AgentRecord Agent, IReadOnlyList<ProcessEntry> Processes)> Leftovers(OvApp app)
    {
        var ended = app.Ledger.Read(CheckupStore.Ended);
        // One walk of the process table for all of them; most processes carry no mark.
        return ended.Count == 0 ? [] : ProcessTree.All().Where(process => !process.IsDead).Select(process => process.Variable(AgentTree.Variable)).OfType<string>()
            .Distinct().Where(ended.ContainsKey).Select(id => (ended[id], AgentTree.Leftovers(id, ended[id].Worktree))).Where(pair => pair.Item2.Count > 0);
    }

    private static IEnumerable<string> Processes(OvApp app) => Leftovers(app).SelectMany(pair => pair.Processes.Select(process => $"process {process.Pid} of {pair.Agent.Name}"));

    private static IEnumerable<string> Missing(OvApp app) => app.Ledger.Read(WorktreeStore.Present)
        .Where(tree => tree.State == WorktreeState.Ready && !Directory.Exists(tree.Path)).Select(tree => $"{tree.Path} ({tree.Branch})");

    private static IEnumerable<string> Strays(OvApp app, IReadOnlyList<GitWorktree> checkouts)
    {
        var folder = app.Config.Worktrees.Directory.TrimEnd('/') + "/";
        var ours = app.Ledger.Read(WorktreeStore.Present).Select(tree => tree.Path).ToHashSet();
        return checkouts.Where(tree => tree.Path.StartsWith(folder, StringComparison.Ordinal) && !ours.Contains(tree.Path)).Select(tree => $"{tree.Path} ({tree.Branch ?? "no branch"})");
    }

    /// <summary>Only what lies under the fixed beginning of the branch template: other names are people's own.</summary>
    private static IEnumerable<string> Branches(OvApp app)
    {
        var template = app.Config.Worktrees.BranchTemplate;
        var prefix = template[..template.IndexOf('{')];
        if (!prefix.EndsWith('/'))
        {
            return [];
        }

        var known = app.Ledger.Read(CheckupStore.KnownBranches);
        return new GitRefs(app.Git).List(app.Project.CommonDir, $"refs/heads/{prefix}").Select(found => found.Name["refs/heads/".Length..]).Where(branch => !known.Contains(branch));
    }
}
