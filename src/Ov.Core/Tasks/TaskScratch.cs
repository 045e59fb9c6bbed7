using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Worktrees;

namespace Ov.Core.Tasks;

/// <param name="Reason">Why the attempt is not worth going on with.</param>
/// <param name="Progress">How far it came, in per cent; null where nobody says.</param>
/// <param name="Learned">What whoever begins anew should know; null for nothing.</param>
/// <param name="Blockers">What stood in the way.</param>
/// <param name="Keep">Files of it that whoever begins anew should have.</param>
public sealed record ScratchReport(string Reason, int? Progress, string? Learned, IReadOnlyList<string> Blockers, IReadOnlyList<string> Keep);

/// <param name="Backups">Refs below <c>refs/overstory/backup/</c>; the last one has all of it.</param>
/// <param name="AgentEnded">The agent owes nothing more and ends.</param>
public sealed record ScratchedTask(TaskRecord Task, IReadOnlyList<string> Backups, bool AgentEnded);

/// <summary>
/// An attempt that is not worth going on with, for example because a window filled up with the wrong way (S0-81). All of it is kept first, below
/// <c>refs/overstory/backup/</c>; its branch and worktree stay; and the next attempt begins where this one began, with what was learned in its brief.
/// </summary>
public static class TaskScratch
{
    /// <summary>The last part of its backups' names.</summary>
    private const string Why = "scratch";

    /// <summary>By the agent that holds it, or by the operator or its lead once nobody works on it.</summary>
    /// <exception cref="OvException">usage, not-owner, not-operator, fenced, state, busy, not-found for a file to keep, git-failed.</exception>
    public static ScratchedTask Scratch(OvApp app, Caller caller, TaskRecord task, ScratchReport report)
    {
        var agent = app.Ledger.Read(sql => Require(sql, caller, task));
        // Kept before anything is given up: when this fails, nothing has changed.
        var kept = Keep(app, agent, task, report);
        return app.Ledger.Write(tx =>
        {
            Require(tx.Sql, caller, task);
            var current = TaskStore.ById(tx.Sql, task.Id)!;
            TaskAttemptStore.Add(tx, current, Entry(agent, report, kept, tx.Now));
            MergeQueue.AfterNewBranch(tx, task.Id, "", caller.Actor);
            if (current.State == TaskState.InProgress)
            {
                TaskRelease.ToPending(tx, current, caller.Actor, $"scratched: {report.Reason}");
            }

            TaskStore.ClearBranch(tx, task.Id);
            tx.Record(new EventDraft("task.scratched") { RunId = current.RunId, Actor = caller.Actor, TaskId = task.Id, AgentId = agent.Id, Subject = kept.Whole, Text = report.Reason });
            var ends = caller.Agent?.Id == agent.Id;
            if (ends)
            {
                AgentCompletion.Complete(tx, AgentStore.ById(tx.Sql, agent.Id)!, caller.Actor, $"scratched its attempt at task {current.Number}");
                Tell(tx, agent, current, report);
            }

            return new ScratchedTask(TaskStore.ById(tx.Sql, task.Id)!, kept.Refs, ends);
        });
    }

    /// <returns>Who made the attempt.</returns>
    private static AgentRecord Require(Sql sql, Caller caller, TaskRecord task)
    {
        var current = TaskStore.ById(sql, task.Id)!;
        TaskRights.Require(sql, caller, TaskVerb.Release, current);
        TaskReopener.RequireState(current, TaskState.Pending, TaskState.InProgress, TaskState.Pending);
        TaskRelease.RequireHolderEnded(sql, caller, current);
        if (current.Branch is not { } branch || AgentStore.OfTask(sql, task.Id).LastOrDefault(one => one.Branch == branch) is not { } agent)
        {
            throw new OvException(ErrorCode.State, $"Nobody has begun task {current.Number}, so there is nothing to scratch.", $"Start an agent on it: ov sling {current.Number}");
        }

        if (MergeStore.OfTask(sql, task.Id).Find(entry => entry.State is MergeState.Queued or MergeState.Building or MergeState.Gating) is { } entry)
        {
            throw new OvException(ErrorCode.Busy, $"{branch} is queued to land on {entry.Target} ({entry.Id}), so it is not scratched.", $"Wait until it has landed or come back: ov show {entry.Id}");
        }

        return LeadCompletion.OwesNothing(sql, task.Id) ? agent : throw new OvException(
            ErrorCode.State, $"Task {current.Number} has parts that are not finished, and they build on its branch.", "Wait for them, or cancel them: ov task cancel <task>");
    }

    private static Kept Keep(OvApp app, AgentRecord agent, TaskRecord task, ScratchReport report)
    {
        var (refs, root) = (new GitRefs(app.Git), app.Project.CommonDir);
        var worktree = app.Ledger.Read(sql => WorktreeStore.OfBranch(sql, agent.Branch!)) is { State: WorktreeState.Ready } place && Directory.Exists(place.Path) ? place : null;
        var tip = refs.Resolve(root, $"refs/heads/{agent.Branch}");
        var open = worktree is null ? null : new GitSnapshots(app.Git).Take(worktree.Path, $"Scratched: {task.Title}\n\n{report.Reason}\n\nOv-Agent: {agent.Name}\n", app.Ledger.Now, worktree.Written);
        if ((open?.Oid ?? tip) is not { } whole)
        {
            return report.Keep.Count == 0 ? Kept.Nothing : throw NotThere(report.Keep[0]);
        }

        if (report.Keep.FirstOrDefault(path => !new GitTrees(app.Git).Has(root, whole, path)) is { } missing)
        {
            throw NotThere(missing);
        }

        var files = tip is null || agent.BaseCommit is null ? [] : new GitDiffs(app.Git).ChangedFiles(root, agent.BaseCommit, whole).Select(file => file.Path).ToList();
        // A dry run keeps nothing and names nothing.
        return app.Options.DryRun ? Kept.Nothing with { Files = files }
            : new Kept([.. new[] { tip, open?.Oid }.OfType<string>().Select(oid => refs.BackUp(root, Why, agent.Branch!, oid, app.Ledger.Now))], files);
    }

    private static TaskAttempt Entry(AgentRecord agent, ScratchReport report, Kept kept, DateTimeOffset now)
    {
        var whole = kept.Whole;
        string?[] parts =
        [
            report.Learned is { } learned ? $"learned: {learned.TrimEnd('.')}" : null,
            report.Blockers.Count > 0 ? $"blockers: {string.Join(", ", report.Blockers)}" : null,
            whole is null ? null : $"all of it is kept: git log {whole}",
            whole is null || report.Keep.Count == 0 ? null : $"to have again: git restore --source={whole} -- {ShellWords.Line(report.Keep)}",
        ];
        return new TaskAttempt(
            agent.Name, AttemptStatus.Scratch, $"scratched{(report.Progress is { } percent ? string.Create(CultureInfo.InvariantCulture, $" at about {percent} %") : "")}: {report.Reason}",
            kept.Files, [], string.Join("; ", parts.OfType<string>()) is { Length: > 0 } more ? more : null, now);
    }

    private static void Tell(Tx tx, AgentRecord agent, TaskRecord task, ScratchReport report)
    {
        var lead = agent.ParentId is { } parent ? AgentStore.ById(tx.Sql, parent) : null;
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            agent.Name, lead?.Name ?? Caller.OperatorName, MailType.Info, $"Task {task.Number} begins anew: {task.Title}",
            $"{agent.Name} scratched its attempt: {report.Reason}\nAll of it is kept: ov task show {task.Number}\nWhere tasks do not start by themselves: ov sling {task.Number}")
        {
            SenderId = agent.Id, RecipientId = lead?.Id, RunId = task.RunId, TaskId = task.Id,
        });
    }

    private static OvException NotThere(string path) => new(ErrorCode.NotFound, $"There is no '{path}' in this work, so it cannot be kept for the next attempt.", "Name files and folders as git does, from the root of the repository; what git ignores is never kept.");

    /// <param name="Files">What the attempt changed.</param>
    private sealed record Kept(IReadOnlyList<string> Refs, IReadOnlyList<string> Files)
    {
        public static readonly Kept Nothing = new([], []);

        /// <summary>The ref that has all of it.</summary>
        public string? Whole => Refs is [.., var last] ? last : null;
    }
}
