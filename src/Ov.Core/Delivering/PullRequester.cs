using Ov.Core.Agents;
using Ov.Core.Forges;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Tasks;

namespace Ov.Core.Delivering;

/// <summary>
/// Pushes a run's branch and asks for it to be taken. Pushing twice changes nothing, and an open request is found again, so doing all of
/// it once more after a crash, or after more work, is right.
/// </summary>
public sealed class PullRequester
{
    private readonly OvApp _app;
    private readonly Delivery _delivery;
    private readonly GitRemotes _remotes;
    private readonly GitRemote _remote;
    private readonly Forge _forge;

    /// <exception cref="OvException">not-found without a remote to choose, tool-missing with what to type instead.</exception>
    public PullRequester(OvApp app, Delivery delivery)
    {
        (_app, _delivery, _remotes) = (app, delivery, new GitRemotes(app.Git));
        _remote = _remotes.Of(app.Project.Root, delivery.Home) ?? throw new OvException(
            ErrorCode.NotFound, $"This repository has no remote that {delivery.Home} follows, no origin, and not just one other.", $"Name it: git config branch.{delivery.Home}.remote <name>, or land it here: ov run deliver {delivery.Run.Name} --land");
        _forge = Forge.Of(app, _remote.Url);
        if (!_forge.Program.IsInstalled)
        {
            throw new OvException(ErrorCode.ToolMissing, $"The program {_forge.Program.Name}, which makes pull requests, is not on PATH; nothing was pushed.", $"Install it, or type: {string.Join(" && ", Commands)}");
        }
    }

    /// <summary>What would be done.</summary>
    public PullRequest Plan => new(_forge.Program.Name, _remote.Name, null, false, Commands);

    private IReadOnlyList<string> Commands =>
        [ShellWords.Line(["git", "push", _remote.Name, _delivery.Branch]), ShellWords.Line([_forge.Program.Name, .. _forge.CreateArguments(_delivery.Branch, _delivery.Home, Title(_delivery), Body(_app, _delivery))])];

    /// <exception cref="OvException">git-failed, failed in the other program's words.</exception>
    public PullRequest Request(Caller caller, CancellationToken stop)
    {
        var intent = _app.Ledger.Write(tx => Intents.Open(tx, DeliveryRepair.Kind, _delivery.Run.Id, DeliveryRepair.Data(_delivery)));
        _app.Ledger.Seams.Reach(KillPoint.DeliveryIntended);
        try
        {
            var (request, made) = Act(stop);
            _app.Ledger.Seams.Reach(KillPoint.DeliveryRequested);
            _app.Ledger.Write(tx =>
            {
                tx.Record(new EventDraft("run.offered") { RunId = _delivery.Run.Id, Actor = caller.Actor, Subject = _delivery.Run.Id, Text = $"{_delivery.Branch} for {_delivery.Home}: {request.Url}" });
                RunRequestStore.Set(tx, _delivery.Run.Id, made);
                Intents.Close(tx, intent, "done");
            });
            return request;
        }
        catch (Exception)
        {
            _app.Ledger.Write(tx => Intents.Close(tx, intent, "failed"));
            throw;
        }
    }

    private (PullRequest Request, ForgeRequest Made) Act(CancellationToken stop)
    {
        var (branch, home) = (_delivery.Branch, _delivery.Home);
        using var step = _app.Progress.Step($"Pushing {branch} to {_remote.Name}");
        _remotes.Push(_app.Project.Root, _remote, branch);
        _app.Ledger.Seams.Reach(KillPoint.DeliveryPushed);
        try
        {
            var open = _forge.Find(branch, stop).FirstOrDefault(found => found.State == RequestState.Open && found.Base == home);
            var made = open ?? _forge.Create(branch, new GitRefs(_app.Git).Tip(_app.Project.CommonDir, branch)!, home, Title(_delivery), Body(_app, _delivery), stop);
            return (Plan with { Url = made.Url, WasOpen = open is not null }, made);
        }
        catch (OvException refusal)
        {
            throw new OvException(refusal.Code, refusal.Message, $"{branch} is pushed. {refusal.Hint} Then run this again, or type: {Commands[1]}");
        }
    }

    private static string Title(Delivery delivery) =>
        delivery.Run.Objective.Split('\n', 2)[0].Trim() is { Length: > 0 } objective ? objective : $"Work of {delivery.Run.Name}";

    private static string Body(OvApp app, Delivery delivery) => string.Join(
        '\n', app.Ledger.Read(sql => TaskStore.OfRun(sql, delivery.Run.Id)).Where(task => task.State == TaskState.Closed).Select(task => $"- {task.Title}"));
}
