using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Core.Reviewing;

/// <summary>What the operator decides about a branch that is ready: it may land, or its owner has to change it.</summary>
public static class Reviewer
{
    /// <summary>Whoever merges next, a tick too, may land this commit of the branch.</summary>
    /// <param name="tip">Only when this is what would land; null: whatever is.</param>
    /// <exception cref="OvException">not-operator, not-found, no-commit, version-changed, state.</exception>
    public static MergeEntry Approve(OvApp app, Caller caller, string branch, string? tip)
    {
        var request = Request(app, caller, branch).RequireTip(tip);
        return app.Ledger.Write(tx =>
        {
            var entry = MergeQueue.Enqueue(tx, tx.Files, request);
            MergeStore.SetReview(tx, entry.Id, new MergeReview(ReviewVerdict.Approved, entry.Tip));
            Record(tx, "merge.approved", entry, caller, entry.Tip[..12]);
            return MergeStore.ById(tx.Sql, entry.Id)!;
        });
    }

    /// <summary>
    /// Sends the branch back: its entry is rejected, its task open again, and its owner has one mail with every comment. An owner that has
    /// ended is started again on the branch; when it reports the task done, the branch is back in the queue.
    /// </summary>
    /// <exception cref="OvException">not-operator, not-found, no-commit, usage, state when nobody worked on it for a task, busy while it is merged.</exception>
    public static ReviewReturn SendBack(OvApp app, Caller caller, string branch, IReadOnlyList<ReviewComment> comments, string body, CancellationToken stop)
    {
        if (comments.Count == 0 && string.IsNullOrWhiteSpace(body))
        {
            throw new OvException(ErrorCode.Usage, "There is no comment.", "Say what is to change: --on \"path:line: text\", or --body for all of it.");
        }

        var request = Request(app, caller, branch);
        var words = string.Join("\n\n", comments.Select(comment => comment.Quoted(app, request.Tip, request.Files)).Append(body.Trim()).Where(text => text.Length > 0));
        var returned = app.Ledger.Write(tx => Return(tx, caller, request, words, caller.MailName));
        return returned.Owner is { IsLive: false } last && returned.Task.State == TaskState.Pending && !app.Options.DryRun ? Restart(app, returned, last, stop) : returned;
    }

    private static MergeRequest Request(OvApp app, Caller caller, string branch)
    {
        caller.RequireOperator("review what would land");
        return MergeAdmission.Check(app, caller, branch, pin: !app.Options.DryRun);
    }

    /// <param name="from">Whose words they are, as mail names it.</param>
    /// <exception cref="OvException">state when nobody works on it for a task, busy while it is merged.</exception>
    internal static ReviewReturn Return(Tx tx, Caller caller, MergeRequest request, string words, string from)
    {
        if (request.Task is not { } known || TaskStore.ById(tx.Sql, known.Id) is not { } task || task.State is not (TaskState.Completed or TaskState.InProgress or TaskState.Pending))
        {
            throw new OvException(
                ErrorCode.State, $"{(request.Task is null ? $"No task stands behind {request.Branch}" : $"Task {request.Task.Number} is {request.Task.State.Word()}")}, so there is nobody to send it back to.", "Write to whoever made it: ov mail send");
        }

        var owner = request.Agent;
        var open = MergeStore.OpenOf(tx.Sql, request.Branch, request.Target);
        if (task.State == TaskState.Completed)
        {
            open = Reject(tx, caller, open is null or { State: MergeState.Queued } ? MergeQueue.Enqueue(tx, tx.Files, request) : open);
            task = TaskSendBack.ToOwner(tx, task, caller.Actor, "a review wants changes");
        }

        NoteWriter.Write(tx, caller, task, NoteKind.Review, words);
        return new ReviewReturn(open, task, owner, owner is null ? null : Tell(tx, from, request, owner, words), false, null);
    }

    /// <summary>A review is the last of the gates.</summary>
    private static MergeEntry Reject(Tx tx, Caller caller, MergeEntry entry)
    {
        if (entry.State is MergeState.Building or MergeState.Gating)
        {
            throw new OvException(ErrorCode.Busy, $"{entry.Branch} is being merged right now.", "Wait for the merge to end, then try again.");
        }

        if (entry.State == MergeState.Queued)
        {
            entry = MergeStore.Move(tx, entry, MergeState.Building, caller.Actor);
            entry = MergeStore.Move(tx, entry, MergeState.Gating, caller.Actor);
            entry = MergeStore.Move(tx, entry, MergeState.Rejected, caller.Actor, "a review wants changes");
        }

        MergeStore.SetReview(tx, entry.Id, new MergeReview(ReviewVerdict.Changes, entry.Tip));
        Record(tx, "merge.reviewed", entry, caller, "changes are wanted");
        return MergeStore.ById(tx.Sql, entry.Id)!;
    }

    private static Message Tell(Tx tx, string from, MergeRequest request, AgentRecord owner, string words)
    {
        var body = $"""
            Before {request.Branch} lands on {request.Target}, this is to change:

            {words}

            Change it in the worktree of {request.Branch}, commit, then report the task done again: the branch is back in the queue by that.
            """;
        var draft = new MailDraft(from, owner.Name, MailType.Status, $"Review: changes wanted on {request.Branch}", body)
        {
            Priority = MailPriority.High, RunId = request.Run?.Id, TaskId = request.Task?.Id,
        };
        var reader = AgentStore.ById(tx.Sql, owner.Id)!;
        // Who has ended gets a successor, and that one the mail.
        return reader.IsLive ? Mailbox.Deliver(tx, tx.Files, draft) : Mailbox.Deliver(tx, tx.Files, draft, new MailRoute(reader.Name, reader, Redirected: false));
    }

    private static ReviewReturn Restart(OvApp app, ReviewReturn returned, AgentRecord last, CancellationToken stop)
    {
        try
        {
            var started = Redispatch.Restart(app, returned.Task, last, stop);
            return returned with { Restarted = true, Task = app.Ledger.Read(sql => TaskStore.ById(sql, returned.Task.Id))!, Owner = app.Ledger.Read(sql => AgentStore.ById(sql, started.AgentId!)) };
        }
        catch (OvException refusal)
        {
            return returned with { NotRestarted = refusal.Message };
        }
    }

    private static void Record(Tx tx, string type, MergeEntry entry, Caller caller, string text) => tx.Record(new EventDraft(type)
    {
        RunId = entry.RunId, Actor = caller.Actor, AgentId = entry.AgentId, TaskId = entry.TaskId, Subject = entry.Id, Text = text,
    });
}
