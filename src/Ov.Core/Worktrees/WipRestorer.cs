using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Brings uncommitted work back that <see cref="WipKeeper"/> kept. What is uncommitted now is never written over without being kept first.</summary>
public sealed class WipRestorer(OvApp app, Caller caller)
{
    private readonly GitCommits _commits = new(app.Git);

    private readonly GitRefs _refs = new(app.Git);

    /// <summary>Whose work a word means: an agent, or the last one that worked on a branch.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public AgentRecord Owner(string word) => app.Ledger.Read(sql => AgentStore.ByBranch(sql, word) ?? AgentResolver.Require(sql, word));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<KeptWork> Of(AgentRecord owner)
    {
        var kept = _refs.List(app.Project.CommonDir, WipKeeper.FolderOf(owner.Name));
        return [.. _commits.ReadAll(app.Project.CommonDir, kept.Select(one => one.Oid)).Zip(kept).Reverse().Select((pair, i) => Read(i + 1, pair.First, pair.Second))];
    }

    /// <param name="number">Which one; 1 is the newest.</param>
    /// <param name="to">A folder that does not exist yet, which gets a checkout of it; null for the agent's own worktree.</param>
    /// <exception cref="OvException">not-found, usage, state, dirty.</exception>
    public RestoredWork Restore(AgentRecord owner, int number, bool force, string? to)
    {
        var kept = Of(owner);
        if (kept.Count == 0)
        {
            throw new OvException(ErrorCode.NotFound, $"No uncommitted work of {owner.Name} was kept.", "It is kept while agents work, and before they are stopped or replaced.");
        }

        if (number < 1 || number > kept.Count)
        {
            throw new OvException(ErrorCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--at must be from 1 (the newest) to {kept.Count}."), $"See 'ov worktree restore {owner.Name} --list'.");
        }

        var work = kept[number - 1];
        var restored = to is null ? IntoWorktree(owner, work, force) : IntoFolder(work, Path.GetFullPath(to, app.Environment.WorkingDirectory));
        app.Ledger.Write(tx => tx.Record(new EventDraft("worktree.restored")
        {
            RunId = owner.RunId, Actor = caller.Actor, AgentId = owner.Id, Text = $"{work.Ref} into {restored.To}{(restored.Backup is null ? "" : $"; what was there is kept in {restored.Backup}")}",
        }));
        return restored;
    }

    private RestoredWork IntoFolder(KeptWork work, string folder)
    {
        if (Path.Exists(folder))
        {
            throw new OvException(ErrorCode.State, $"{folder} exists already.", "Name a folder that does not.");
        }

        if (!app.Options.DryRun)
        {
            new GitWorktrees(app.Git).AddDetached(app.Project.CommonDir, folder, work.Commit);
        }

        return new RestoredWork(work.Number, work.Commit, folder, null);
    }

    private RestoredWork IntoWorktree(AgentRecord owner, KeptWork work, bool force)
    {
        var elsewhere = $"Look at it in a folder of its own: ov worktree restore {owner.Name} --at {work.Number.ToString(CultureInfo.InvariantCulture)} --to <folder>";
        var worktree = app.Ledger.Read(sql => work.Branch is { } branch ? WorktreeStore.OfBranch(sql, branch) : WorktreeStore.OfAgent(sql, owner.Id));
        if (worktree is not { State: WorktreeState.Ready } || !Directory.Exists(worktree.Path))
        {
            throw new OvException(ErrorCode.State, $"The worktree of {owner.Name} is gone.", elsewhere);
        }

        if (worktree.AgentId is { } id && id != caller.Agent?.Id && app.Ledger.Read(sql => AgentStore.ById(sql, id)) is { IsLive: true } user)
        {
            throw new OvException(ErrorCode.State, $"{user.Name} works in {worktree.Path}.", $"Stop it first: ov stop {user.Name}. {elsewhere}");
        }

        var status = new GitStatusReader(app.Git).Read(worktree.Path);
        if (status.Head != work.On)
        {
            throw new OvException(ErrorCode.State, $"{worktree.Branch} has moved on since that was kept, so its files no longer fit.", elsewhere);
        }

        if (status.IsDirty && !force)
        {
            throw new OvException(ErrorCode.Dirty, $"{worktree.Path} has uncommitted work: {string.Join(", ", status.AllPaths.Take(5))}.", $"With --force it is kept under a backup ref first. {elsewhere}");
        }

        if (app.Options.DryRun)
        {
            return new RestoredWork(work.Number, work.Commit, worktree.Path, null);
        }

        var snapshots = new GitSnapshots(app.Git);
        var backup = status.IsDirty && snapshots.Take(worktree.Path, $"Uncommitted work of {owner.Name}", app.Ledger.Now) is { } now
            ? _refs.BackUp(app.Project.CommonDir, "restore", owner.Name, now.Oid, app.Ledger.Now) : null;
        snapshots.Restore(worktree.Path, work.Commit);
        return new RestoredWork(work.Number, work.Commit, worktree.Path, backup);
    }

    private static KeptWork Read(int number, GitCommit commit, GitRef kept) => new(
        number, WipKeeper.TimeOf(kept.Name) ?? commit.CommittedAt, commit.Trailer("Wip-Why") ?? "", commit.Trailer("Wip-Branch"), commit.Oid, commit.Parents is [var on, ..] ? on : null,
        [.. commit.Trailers.Where(trailer => trailer.Key == "Wip-Left-Out").Select(trailer => trailer.Value)], kept.Name);
}
