using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;

namespace Ov.Core.Forges;

/// <summary>Asks forges what became of the branches that were offered, and takes it in. Asking again changes nothing.</summary>
public static class RequestLooker
{
    /// <param name="entries">Those to ask about, of <see cref="Open"/>.</param>
    /// <returns>What was settled, sent back, or could not be asked; what just waits is left out.</returns>
    public static IReadOnlyList<MergeOutcome> Look(OvApp app, Caller caller, IReadOnlyList<MergeEntry> entries, CancellationToken stop)
    {
        var outcomes = new List<MergeOutcome>();
        foreach (var entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                outcomes.AddRange(One(app, caller, entry, stop) is { } outcome ? [outcome] : []);
            }
            catch (OvException refusal)
            {
                // Asked again when its time comes, not at every tick.
                app.Ledger.Write(tx => MergeStore.SetRequest(tx, entry.Id, entry.Request!));
                outcomes.Add(new MergeOutcome(entry, refusal, []));
            }
        }

        return outcomes;
    }

    /// <summary>Those that somebody on a forge may be deciding about.</summary>
    public static IReadOnlyList<MergeEntry> Open(OvApp app) =>
        [.. app.Ledger.Read(MergeStore.Offered).Where(entry => entry.State is not (MergeState.Building or MergeState.Gating))];

    /// <summary>Those of them that it is time to ask about again.</summary>
    public static IReadOnlyList<MergeEntry> Due(OvApp app)
    {
        var now = app.Ledger.Now;
        return [.. Open(app).Where(entry => RequestPace.IsDue(entry.UpdatedAt, entry.LookedAt, now))];
    }

    private static MergeOutcome? One(OvApp app, Caller caller, MergeEntry entry, CancellationToken stop)
    {
        var site = ForgeSite.Of(app, entry.Target);
        using var step = app.Progress.Step($"Asking {site.Forge.Program.Name} about {entry.Branch}");
        var look = site.Forge.Look(entry.Request!, stop);
        // What we offered is what is remembered: somebody may have pushed more there.
        var now = look.Request with { Tip = entry.Request!.Tip };
        if (now.State == RequestState.Merged)
        {
            return new RequestLanding(app, caller, entry, site.Remote).Take(now, look.MergeCommit);
        }

        if (now.State == RequestState.Closed)
        {
            return Closed(app, caller, entry, now);
        }

        if (RequestBase.Of(app, entry) is var into && into != now.Base)
        {
            site.Forge.Retarget(now, into, stop);
            now = now with { Base = into };
        }

        var known = app.Ledger.Read(sql => RemarkStore.Keys(sql, entry.Id));
        var fresh = look.Remarks.Where(remark => !known.Contains(remark.Key)).ToList();
        app.Ledger.Write(tx => MergeStore.SetRequest(tx, entry.Id, now));
        return fresh.Count == 0 ? null : Tell(app, caller, entry, now, [.. fresh.Select(remark => remark.Job is { } job ? remark with { Text = Log(site.Forge, job, stop) } : remark)]);
    }

    /// <summary>A log that cannot be had keeps nobody from hearing that the check failed.</summary>
    private static string Log(Forge forge, string job, CancellationToken stop)
    {
        try
        {
            return forge.Log(job, stop);
        }
        catch (OvException refusal)
        {
            return refusal.Message;
        }
    }

    private static MergeOutcome Tell(OvApp app, Caller caller, MergeEntry entry, ForgeRequest request, IReadOnlyList<ForgeRemark> remarks)
    {
        var words = $"On {request.Url}:\n\n{string.Join("\n\n", remarks.Select(remark => remark.Words))}";
        var wanted = remarks.Count(remark => remark.WantsChanges);
        var back = wanted > 0 && entry.State == MergeState.Queued && entry.TaskId is not null ? MergeAdmission.Check(app, Caller.Watch, entry.Branch, entry.Target) : null;
        var told = app.Ledger.Write(tx =>
        {
            foreach (var remark in remarks)
            {
                RemarkStore.Add(tx, entry.Id, remark.Key);
            }

            if (back?.Task is { } known && TaskStore.ById(tx.Sql, known.Id) is { State: TaskState.Completed or TaskState.InProgress or TaskState.Pending })
            {
                return Reviewer.Return(tx, Caller.Watch, back, words, Mailbox.SystemSender).Entry;
            }

            MergeMail.Remarked(tx, entry, caller.Actor, words);
            return null;
        });
        return told is null ? new MergeOutcome(entry, null, [$"{remarks.Count} {(remarks.Count == 1 ? "remark" : "remarks")} on {request.Url}, told to those concerned."])
            : new MergeOutcome(told, new OvException(ErrorCode.GateRed, $"{request.Url} wants changes to {entry.Branch}; its owner was told.", "Its report brings the branch there again."), []);
    }

    private static MergeOutcome Closed(OvApp app, Caller caller, MergeEntry entry, ForgeRequest request)
    {
        var reason = $"{request.Url} was closed without being merged";
        var withdrawn = app.Ledger.Write(tx =>
        {
            MergeStore.SetRequest(tx, entry.Id, request);
            var gone = MergeQueue.Withdraw(tx, MergeStore.ById(tx.Sql, entry.Id)!, caller.Actor, reason);
            if (entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Completed } task)
            {
                TaskSendBack.ToOwner(tx, task, caller.Actor, reason);
            }

            MergeMail.Failed(tx, gone, caller.Actor, "its pull request was closed", $"{reason}. The branch and its commits stay. Ask there why, then let it be changed and report it ready again, or cancel its task.", []);
            return gone;
        });
        QueuePins.Release(app, entry.Branch);
        return new MergeOutcome(withdrawn, new OvException(ErrorCode.State, $"{entry.Branch} was withdrawn: {reason}.", $"Offer it again: ov merge --branch {entry.Branch}; or give it up: ov task cancel"), []);
    }
}
