using Ov.Core.Agents;
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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly OvApp _app;
    private readonly Delivery _delivery;
    private readonly GitRemotes _remotes;
    private readonly GitRemote _remote;
    private readonly Forge _forge;
    private readonly IReadOnlyList<string> _create;

    /// <exception cref="OvException">not-found without a remote to choose, tool-missing with what to type instead.</exception>
    public PullRequester(OvApp app, Delivery delivery)
    {
        (_app, _delivery, _remotes) = (app, delivery, new GitRemotes(app.Git));
        _remote = _remotes.Of(app.Project.Root, delivery.Home) ?? throw new OvException(
            ErrorCode.NotFound, $"This repository has no remote that {delivery.Home} follows, no origin, and not just one other.", $"Name it: git config branch.{delivery.Home}.remote <name>, or land it here: ov run deliver {delivery.Run.Name} --land");
        _forge = Forge.Of(_remote.Url, IsInstalled);
        _create = _forge.Create(delivery.Branch, delivery.Home, Title(delivery), Body(app, delivery));
        if (!IsInstalled(_forge.Program))
        {
            throw new OvException(ErrorCode.ToolMissing, $"The program {_forge.Program}, which makes pull requests, is not on PATH; nothing was pushed.", $"Install it, or type: {string.Join(" && ", Commands)}");
        }
    }

    /// <summary>What would be done.</summary>
    public PullRequest Plan => new(_forge.Program, _remote.Name, null, false, Commands);

    private IReadOnlyList<string> Commands =>
        [ShellWords.Line(["git", "push", _remote.Name, _delivery.Branch]), ShellWords.Line([_forge.Program, .. _create])];

    /// <exception cref="OvException">git-failed, failed in the other program's words.</exception>
    public PullRequest Request(Caller caller, CancellationToken stop)
    {
        var intent = _app.Ledger.Write(tx => Intents.Open(tx, DeliveryRepair.Kind, _delivery.Run.Id, DeliveryRepair.Data(_delivery)));
        _app.Ledger.Seams.Reach(KillPoint.DeliveryIntended);
        try
        {
            var request = Act(stop);
            _app.Ledger.Seams.Reach(KillPoint.DeliveryRequested);
            _app.Ledger.Write(tx =>
            {
                tx.Record(new EventDraft("run.offered") { RunId = _delivery.Run.Id, Actor = caller.Actor, Subject = _delivery.Run.Id, Text = $"{_delivery.Branch} for {_delivery.Home}: {request.Url}" });
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

    private PullRequest Act(CancellationToken stop)
    {
        using var step = _app.Progress.Step($"Pushing {_delivery.Branch} to {_remote.Name}");
        _remotes.Push(_app.Project.Root, _remote, _delivery.Branch);
        _app.Ledger.Seams.Reach(KillPoint.DeliveryPushed);
        var open = _forge.Found(Ask("look for a pull request", _forge.Find(_delivery.Branch, _delivery.Home), stop));
        var url = open ?? Forge.Made(Ask("make the pull request", _create, stop));
        return url is null
            ? throw new OvException(ErrorCode.Failed, $"{_forge.Program} made no pull request that it names.", $"{_delivery.Branch} is pushed; see what it did: {ShellWords.Line([_forge.Program, .. _forge.Find(_delivery.Branch, _delivery.Home)])}")
            : Plan with { Url = url, WasOpen = open is not null };
    }

    private string Ask(string what, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var result = _app.Processes.Run(
            new ProcessRequest(_forge.Program, arguments)
            {
                WorkingDirectory = _app.Project.Root, TimeLimit = Patience,
                Changes = new Dictionary<string, string?> { ["GH_PROMPT_DISABLED"] = "1", ["NO_PROMPT"] = "1", ["NO_COLOR"] = "1" },
            },
            stop);
        return result.Succeeded ? result.Stdout : throw new OvException(
            ErrorCode.Failed, $"{_forge.Program} could not {what}: {(result.TimedOut ? $"no answer within {Patience.TotalSeconds:0} s" : GitProgram.LastWords(result.Stderr))}",
            $"{_delivery.Branch} is pushed. When that is mended, run this again, or type: {Commands[1]}");
    }

    private bool IsInstalled(string program) => ProgramPath.Find(program, _app.Environment.Variables) is not null;

    private static string Title(Delivery delivery) =>
        delivery.Run.Objective.Split('\n', 2)[0].Trim() is { Length: > 0 } objective ? objective : $"Work of {delivery.Run.Name}";

    private static string Body(OvApp app, Delivery delivery) => string.Join(
        '\n', app.Ledger.Read(sql => TaskStore.OfRun(sql, delivery.Run.Id)).Where(task => task.State == TaskState.Closed).Select(task => $"- {task.Title}"));
}
