using Ov.Core.Agents;
using Ov.Core.Delivering;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Forges;

/// <summary>
/// Offers a branch that its gates let pass: pushes it under its own name and asks the forge to take it. Whoever dies in between leaves an
/// intent of the merge, and the entry is offered again; what was pushed and made is found then. The caller holds the target's lease.
/// </summary>
internal sealed class Offerer(OvApp app, Caller caller, string target, CancellationToken stop)
{
    private readonly string _root = app.Project.Root;
    private readonly GitRemotes _remotes = new(app.Git);

    /// <summary>What keeps branches from being offered, before anything is built; null when nothing does.</summary>
    public static OvException? Obstacle(OvApp app, string target)
    {
        try
        {
            ForgeSite.Of(app, target);
            return null;
        }
        catch (OvException refusal)
        {
            return refusal;
        }
    }

    /// <exception cref="OvException">git-failed when the remote has somebody's commits; not-found, tool-missing, failed, state.</exception>
    public MergeOutcome Offer(TrainEntry built, GateRun gates, MergeTrain train)
    {
        var (entry, tip) = (built.Entry, built.Intent.Tip);
        var (remote, forge) = ForgeSite.Of(app, target);
        using var step = app.Progress.Step($"Offering {entry.Branch} for {target}");
        Push(entry, remote, tip);
        app.Ledger.Seams.Reach(KillPoint.RequestPushed);
        var into = RequestBase.Of(app, entry);
        var found = forge.Find(entry.Branch, stop);
        var request = found.FirstOrDefault(request => request.State == RequestState.Open) ?? found.FirstOrDefault(request => request.State == RequestState.Merged && request.Tip == tip);
        if (request is null)
        {
            var (title, body) = app.Ledger.Read(sql => RequestText.For(sql, entry, built.Tree, gates.Outcomes));
            request = forge.Create(entry.Branch, tip, into, title, body, stop);
        }
        else if (request.State == RequestState.Open && request.Base != into)
        {
            forge.Retarget(request, into, stop);
        }

        app.Ledger.Seams.Reach(KillPoint.RequestMade);
        var offered = app.Ledger.Write(tx =>
        {
            MergeStore.SetGates(tx, entry.Id, gates.Outcomes);
            MergeStore.SetTrain(tx, entry.Id, train);
            MergeStore.SetRequest(tx, entry.Id, request with { Tip = tip, Base = request.State == RequestState.Open ? into : request.Base });
            tx.Record(new EventDraft("merge.offered")
            {
                RunId = entry.RunId, Actor = caller.Actor, AgentId = entry.AgentId, TaskId = entry.TaskId, Subject = entry.Id, Text = $"{entry.Branch} at {tip[..12]} for {into}: {request.Url}",
            });
            return MergeRecorder.Requeued(tx, entry.Id, built.IntentId, "done", caller.Actor, $"offered: {request.Url}");
        });
        return new MergeOutcome(offered, null, []);
    }

    private void Push(MergeEntry entry, GitRemote remote, string tip)
    {
        if (entry.TaskId is { } taskId && app.Ledger.Read(sql => TaskStore.ById(sql, taskId)) is { State: TaskState.Canceled })
        {
            throw new OvException(ErrorCode.State, $"The task of {entry.Branch} was canceled while it was being merged.");
        }

        var seen = _remotes.Tip(_root, remote, entry.Branch);
        // What we put there ourselves may be replaced: its owner re-bases it.
        var isOurs = seen is not null && seen == entry.Request?.Tip;
        switch (Publisher.StepFor(tip, seen, isOurs || Publisher.Contains(app, tip, seen)))
        {
            case PublishStep.Push:
                _remotes.Push(_root, remote, entry.Branch, tip, seen);
                break;
            case PublishStep.Refuse:
                throw new OvException(
                    ErrorCode.GitFailed, $"{entry.Branch} was not pushed: {remote.Name} has {seen![..12]} there, which the branch lacks.",
                    $"Take it in first: git fetch {remote.Name} {entry.Branch}, then git merge FETCH_HEAD on {entry.Branch}, and report it ready again.");
        }
    }
}
