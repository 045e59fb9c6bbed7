using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Delivering;

/// <summary>
/// Sends a target to its remote after a landing (<c>merge.publish: always</c>). What the remote was seen to have is the lease; what it has
/// beyond the target is never overwritten. The caller holds the target's lease. A landing that could not be pushed stays landed, and the
/// next push takes it along.
/// </summary>
public static class Publisher
{
    /// <summary>What is to be done about a remote's branch.</summary>
    /// <param name="remote">What it is; null when the remote has none.</param>
    /// <param name="contains">The target has that commit in its history.</param>
    public static PublishStep StepFor(string local, string? remote, bool contains) =>
        remote == local ? PublishStep.Nothing : remote is null || contains ? PublishStep.Push : PublishStep.Refuse;

    /// <summary>What the remote gets of what lands for a run; null: outside any.</summary>
    public static PublishMode ModeOf(Sql sql, OvConfig config, string? runId) => (runId is null ? null : RunStore.ById(sql, runId)?.Publish) ?? config.Merge.Publish;

    /// <summary>In the transaction that records how the target moved: should its process die before the push, the tick makes up for it.</summary>
    internal static void Intend(Tx tx, OvConfig config, string? runId, string target, string commit)
    {
        if (ModeOf(tx.Sql, config, runId) == PublishMode.Always && Intents.OpenFor(tx.Sql, PublishRepair.Kind, target) is null)
        {
            Intents.Open(tx, PublishRepair.Kind, target, new Published(target, "", commit, null) { RunId = runId }.Write());
        }
    }

    /// <summary>What landed has landed, whatever becomes of the push.</summary>
    /// <returns>What was pushed, null when nothing was, or why it was not.</returns>
    internal static (Published? Done, OvException? Refusal) Try(OvApp app, string? runId, string target, string actor)
    {
        try
        {
            return (Publish(app, runId, target, actor), null);
        }
        catch (OvException refusal)
        {
            app.Ledger.Write(tx =>
            {
                tx.Record(new EventDraft("merge.unpublished") { Actor = actor, Subject = target, Text = refusal.Message, Level = "warn" });
                Settle(tx, target, "failed");
            });
            return (null, refusal);
        }
    }

    /// <summary>Nothing unless the run or the settings say always.</summary>
    /// <returns>What was pushed; null when nothing was.</returns>
    /// <exception cref="OvException">not-found without a remote, target-moved when the remote has more, git-failed in the remote's words.</exception>
    public static Published? Publish(OvApp app, string? runId, string target, string actor)
    {
        if (app.Ledger.Read(sql => ModeOf(sql, app.Config, runId)) != PublishMode.Always)
        {
            return null;
        }

        // From where git reads a remote's address that is a path.
        var (remotes, root) = (new GitRemotes(app.Git), app.Project.Root);
        var remote = remotes.Of(root, target) ?? throw new OvException(
            ErrorCode.NotFound, $"{target} was not pushed: this repository has no remote that it follows, no origin, and not just one other.", $"Name it: git config branch.{target}.remote <name>");
        using var step = app.Progress.Step($"Pushing {target} to {remote.Name}");
        var commit = new GitRefs(app.Git).Tip(root, target) ?? throw new OvException(ErrorCode.NotFound, $"The target {target} does not exist.");
        var seen = remotes.Tip(root, remote, target);
        switch (StepFor(commit, seen, Contains(app, commit, seen)))
        {
            case PublishStep.Nothing:
                app.Ledger.Write(tx => Settle(tx, target, "done"));
                return null;
            case PublishStep.Refuse:
                throw new OvException(
                    ErrorCode.TargetMoved, $"{target} was not pushed: {remote.Name} has {seen![..12]}, which {target} lacks.", $"Take it in first: git fetch {remote.Name}, then git merge {remote.Name}/{target} on {target}.");
        }

        var published = new Published(target, remote.Name, commit, seen) { RunId = runId };
        app.Ledger.Write(tx =>
        {
            Intend(tx, app.Config, runId, target, commit);
            Intents.Update(tx, Intents.OpenFor(tx.Sql, PublishRepair.Kind, target)!.Id, published.Write());
        });
        app.Ledger.Seams.Reach(KillPoint.PublishIntended);
        remotes.Push(root, remote, target, commit, seen);
        app.Ledger.Seams.Reach(KillPoint.PublishPushed);
        app.Ledger.Write(tx => Record(tx, published, actor, "done"));
        return published;
    }

    internal static void Record(Tx tx, Published published, string actor, string outcome)
    {
        tx.Record(new EventDraft("merge.published") { Actor = actor, Subject = published.Target, Text = $"{published.Target} at {published.Commit[..12]} to {published.Remote}" });
        Settle(tx, published.Target, outcome);
    }

    /// <summary>Nothing is left to be pushed, or it is not tried again by itself.</summary>
    private static void Settle(Tx tx, string target, string outcome)
    {
        if (Intents.OpenFor(tx.Sql, PublishRepair.Kind, target) is { } intent)
        {
            Intents.Close(tx, intent.Id, outcome);
        }
    }

    /// <summary>A commit that this repository has never seen is in nothing of it.</summary>
    internal static bool Contains(OvApp app, string commit, string? part) =>
        part is not null && new GitRefs(app.Git).Resolve(app.Project.CommonDir, part) is { } known && new GitCommits(app.Git).IsAncestor(app.Project.CommonDir, known, commit);
}

/// <summary>What is to be done about a remote's branch.</summary>
public enum PublishStep
{
    Nothing,
    Push,

    /// <summary>It has what the target lacks.</summary>
    Refuse,
}
