using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Scopes;

namespace Ov.Core.Worktrees;

/// <summary>Makes a worktree for a person or script: reserved, checked out, prepared. Whatever fails on the way is undone whole.</summary>
public sealed class WorktreeMaker(OvApp app, Caller caller)
{
    /// <exception cref="OvException">The rule that refuses it, git's own words, or setup-failed.</exception>
    public MadeWorktree Create(WorktreeRequest request, CancellationToken stop)
    {
        var draft = Draft(request);
        RequireTrust(request);
        DiskRoom.Require(app, draft.Folder ?? app.Config.Worktrees.Directory, draft.Sparse.Count > 0 ? [] : [draft.BaseCommit]);
        var ports = PortPlan.In(app);
        var (record, intentId) = app.Ledger.Write(tx =>
        {
            var made = Reserve(tx, draft, ports);
            return (made, Intents.Open(tx, WorktreeCreation.Kind, made.Id, IntentOf(made, draft).Write()));
        });
        app.Ledger.Seams.Reach(KillPoint.WorktreeReserved);
        using var step = app.Progress.Step($"Making the worktree {record.OwnName}");
        try
        {
            return Make(request, draft, record, intentId, stop);
        }
        catch (Exception failure) when (failure is OvException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            WorktreeCreationRollback.Run(app, IntentOf(record, draft), intentId, "failed");
            throw failure is IOException or UnauthorizedAccessException ? new OvException(ErrorCode.Failed, $"The worktree {record.OwnName} could not be made: {failure.Message}") : failure;
        }
    }

    /// <summary>The same decisions, nothing kept.</summary>
    public MadeWorktree Rehearse(WorktreeRequest request)
    {
        var draft = Draft(request);
        var ports = PortPlan.In(app);
        return app.Ledger.Rehearse(tx =>
        {
            var record = Reserve(tx, draft, ports);
            return new MadeWorktree(record, draft.IsNewBranch, PortStore.Of(tx.Sql, record.Id), [], draft.Warnings);
        });
    }

    private WorktreeDraft Draft(WorktreeRequest request)
    {
        if (caller.Agent is { } agent)
        {
            throw new OvException(ErrorCode.Hierarchy, $"{agent.Name} is an agent and works in the worktree it was given.", "For more hands, start an agent: ov sling \"what to do\".");
        }

        _ = app.Config.Env;
        return new WorktreePlanner(app, caller).Plan(request);
    }

    private void RequireTrust(WorktreeRequest request)
    {
        var trust = TrustStore.For(app.Environment.Variables);
        foreach (var command in request.WithSetup ? app.Config.Setup : [])
        {
            if (request.Trust)
            {
                trust.Approve(app.Project.Root, command, caller.IsOperator);
            }

            trust.Require(app.Project.Root, command);
        }
    }

    private WorktreeRecord Reserve(Tx tx, WorktreeDraft draft, PortPlan ports)
    {
        ScopeHolders.RequireFree(tx.Sql, draft.Scope, null, "Wait for it, or narrow --scope.");
        if (WorktreeStore.OfBranch(tx.Sql, draft.Branch) is { } holder && Directory.Exists(holder.Path))
        {
            throw new OvException(ErrorCode.State, $"The branch {draft.Branch} has a worktree already: {holder.Path}.", $"Go there: ov worktree open {draft.Branch}");
        }

        var name = Name(tx.Sql, draft);
        var path = Folder(tx.Sql, draft, name);
        var record = new WorktreeRecord(tx.NewId("worktree"), null, draft.RunId, path, draft.Branch, draft.BaseCommit, WorktreeState.Preparing, [], tx.Now, null, null)
        {
            OwnName = name, TaskId = draft.TaskId, BaseBranch = draft.BaseBranch, Scope = draft.Scope, Sparse = draft.Sparse,
            KeepBranch = !draft.IsNewBranch && !WorktreeStore.MadeBranch(tx.Sql, draft.Branch),
        };
        WorktreeStore.Insert(tx, record);
        PortStore.Ensure(tx, record.Id, name, ports);
        tx.Record(new EventDraft("worktree.preparing")
        {
            RunId = draft.RunId, Actor = caller.Actor, TaskId = draft.TaskId, Subject = record.Id, Text = $"{name}, branch {draft.Branch}",
        });
        return record;
    }

    private static string Name(Sql sql, WorktreeDraft draft)
    {
        if (draft.IsNamed)
        {
            var name = AgentName.Require(sql, draft.Name);
            return WorktreeStore.Named(sql, name) is not { } other ? name : throw new OvException(
                ErrorCode.NameTaken, $"There is a worktree {name} already: {other.Path}.", "Choose another with --name.");
        }

        var free = draft.Name;
        for (var copy = 2; WorktreeStore.Named(sql, free) is not null || AgentStore.Newest(sql, free) is not null; copy++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{draft.Name}-{copy}");
        }

        return free;
    }

    private string Folder(Sql sql, WorktreeDraft draft, string name)
    {
        if (draft.Folder is { } asked)
        {
            var isTaken = WorktreeStore.AtPath(sql, asked) is not null || File.Exists(asked) || (Directory.Exists(asked) && Directory.EnumerateFileSystemEntries(asked).Any());
            return !isTaken ? asked : throw new OvException(ErrorCode.Foreign, $"{asked} is in use, and a worktree is never laid over what is there.", "Choose a folder that does not exist yet, or an empty one.");
        }

        var path = Path.Combine(app.Config.Worktrees.Directory, name);
        for (var copy = 2; Path.Exists(path) || WorktreeStore.AtPath(sql, path) is not null; copy++)
        {
            path = Path.Combine(app.Config.Worktrees.Directory, string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}"));
        }

        return path;
    }

    private MadeWorktree Make(WorktreeRequest request, WorktreeDraft draft, WorktreeRecord record, string intentId, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var preparer = new WorktreePreparer(app);
        var warnings = preparer.Add(record.Path, record.Branch, draft.IsNewBranch ? draft.BaseCommit : null, draft.Sparse);
        app.Ledger.Seams.Reach(KillPoint.WorktreeAdded);
        var place = app.Ledger.Read(sql => WorktreePlace.Of(sql, record));
        PrivateFolder.Create(app.Project.Files.WorktreeLogs);
        var log = Path.Combine(app.Project.Files.WorktreeLogs, $"{record.Id}.log");
        var prepared = preparer.Prepare(record.Id, record.Path, WorktreeEnvironment.OfSetup(app, place), log, request.WithSetup, stop);
        app.Ledger.Seams.Reach(KillPoint.WorktreePrepared);
        app.Ledger.Write(tx =>
        {
            WorktreeStore.SetState(tx, record.Id, WorktreeState.Ready);
            tx.Record(new EventDraft("worktree.ready") { RunId = record.RunId, Actor = caller.Actor, TaskId = record.TaskId, Subject = record.Id, Text = record.Path });
            Intents.Close(tx, intentId, "done");
        });
        return new MadeWorktree(record with { State = WorktreeState.Ready }, draft.IsNewBranch, place.Ports, prepared.Setup, [.. draft.Warnings, .. warnings, .. prepared.Warnings]);
    }

    private static WorktreeCreation IntentOf(WorktreeRecord record, WorktreeDraft draft) =>
        new(record.Id, record.OwnName!, record.Path, record.Branch, draft.IsNewBranch, draft.BaseCommit);
}
