using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Terminals;

namespace Ov.Core.Agents;

/// <summary>
/// One turn in a terminal: the program is started when none runs, its prompt is pasted once it is ready, and the turn ends when its hooks
/// say so. A program without hooks is judged by its screen.
/// </summary>
internal sealed class TerminalTurn
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    /// <summary>How often the screen of a program at work is looked at; its hooks ring meanwhile.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>A program that shows neither a prompt nor a question for so long is not going to.</summary>
    private static readonly TimeSpan Unready = TimeSpan.FromSeconds(60);

    /// <summary>Hooks say when a turn ends. They do not when a person broke it off, which the screen says, or when the last of them went astray.</summary>
    private static readonly TimeSpan CalmWithHooks = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CalmWithout = TimeSpan.FromSeconds(3);

    /// <summary>How long a session may go on after its agent has ended.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly OvApp _app;
    private readonly ClaimedTurn _turn;
    private readonly TurnContext _context;
    private readonly TerminalWatch _watch;
    private readonly long _started;
    private readonly TimeSpan _limit;
    private readonly Action _look;
    private readonly bool _hasHooks;
    private long _overLooked;
    private long? _over;

    public TerminalTurn(OvApp app, AgentFiles files, Bell bell, ClaimedTurn turn, TurnContext context, IRuntime runtime, TimeSpan limit, Action look)
    {
        var terminal = runtime.Terminal(context) ?? throw new OvException(ErrorCode.State, $"{turn.Agent.Runtime} cannot run in a terminal any more");
        (_app, _turn, _context, _limit, _look, _hasHooks) = (app, turn, context, limit, look, runtime.Traits.HasScreenHooks);
        _watch = new TerminalWatch(app, new TmuxServer(app.Processes, files.Folder, turn.Agent.Name), bell, turn.Agent, terminal);
        _started = _overLooked = _clock.GetTimestamp();
    }

    /// <summary>A person broke it off on the screen, and has the agent in hand.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Why the turn failed, or null. A session that failed is ended: the next turn begins with a new one.</summary>
    public TurnFailure? Play()
    {
        if (_watch.Server.Look() is not { IsDead: false })
        {
            Open();
        }

        var failure = AwaitReady();
        var evidence = "";
        if (failure is null)
        {
            _app.Ledger.Seams.Reach(KillPoint.HostTurnStarted);
            (failure, evidence) = new TerminalSubmission(_app, _watch, _turn.Agent.Id, _hasHooks).Submit(_context.Prompt);
        }

        failure ??= AwaitEnd(evidence.Length > 0, _watch.Sequence);
        if (failure is not null)
        {
            _watch.Server.End();
        }

        return failure;
    }

    private void Open()
    {
        _watch.Server.End();
        TurnFiles.Write(_app, _turn.Agent, _watch.Terminal.Launch);
        PrivateFile.Write(_context.PromptFile, _context.Prompt);
        _watch.Server.Start(_watch.Terminal.Launch.Argv, _context.Worktree, TurnVariables.Of(_context.Variables, _watch.Terminal.Launch, _context.Worktree));
        if (_watch.Server.Look() is { } pane && ProcessIdentity.Of(pane.Pid) is { } program)
        {
            _app.Ledger.Write(tx =>
            {
                AgentStore.SetTurnProcess(tx, _turn.Agent.Id, program.ToString());
                tx.Record(new EventDraft("terminal.opened")
                {
                    RunId = _turn.Agent.RunId, Actor = _turn.Agent.Name, AgentId = _turn.Agent.Id, TaskId = _turn.Agent.TaskId, Text = _watch.Terminal.Launch.Permission,
                });
            });
        }

        _app.CloseLedger();
    }

    /// <summary>Ready is believed when it is seen twice: some programs draw their prompt just before a question covers it.</summary>
    private TurnFailure? AwaitReady()
    {
        var (began, calm) = (_clock.GetTimestamp(), 0);
        while (calm < 2)
        {
            var state = _watch.Look(out var pane);
            if (pane is not { IsDead: false })
            {
                return _watch.Ended(pane, "before it took a prompt");
            }

            if (state is ScreenState.Dialog or ScreenState.Busy)
            {
                began = _clock.GetTimestamp();
            }

            calm = state == ScreenState.Ready ? calm + 1 : 0;
            if (_clock.GetElapsedTime(began) > Unready)
            {
                return new TurnFailure(TurnFailureKind.Process, $"its terminal showed no prompt within {Unready.TotalSeconds:0} s; the last line on it: {TerminalScreen.LastLine(_watch.Screen)}");
            }

            if (Over() is { } over)
            {
                return over;
            }

            _watch.Pause(Beat);
        }

        return null;
    }

    private TurnFailure? AwaitEnd(bool hooks, long since)
    {
        long? calm = null;
        while (!_watch.SaysEnded(since))
        {
            _look();
            var state = _watch.Look(out var pane);
            if (pane is not { IsDead: false })
            {
                return _watch.Ended(pane, "in its turn");
            }

            calm = state == ScreenState.Ready ? calm ?? _clock.GetTimestamp() : null;
            if (calm is { } from && _clock.GetElapsedTime(from) >= (_watch.IsInterrupted ? Beat : hooks && !_watch.IsOver ? CalmWithHooks : CalmWithout))
            {
                IsInterrupted = _watch.IsInterrupted;
                return null;
            }

            if (Over() is { } over)
            {
                return over;
            }

            _watch.Rest(hooks && calm is null ? Glance : Beat);
        }

        return null;
    }

    private TurnFailure? Over()
    {
        if (_clock.GetElapsedTime(_started) >= _limit)
        {
            return new TurnFailure(TurnFailureKind.Process, string.Create(CultureInfo.InvariantCulture, $"the turn passed its time limit of {_limit.TotalSeconds:0} s and was ended"));
        }

        if (_over is null && _clock.GetElapsedTime(_overLooked) >= Afterwards / 2)
        {
            _overLooked = _clock.GetTimestamp();
            _over = _app.Ledger.Read(sql => AgentStore.ById(sql, _turn.Agent.Id)) is { IsLive: true } ? null : _overLooked;
            _app.CloseLedger();
        }

        return _over is { } since && _clock.GetElapsedTime(since) >= Afterwards ? new TurnFailure(TurnFailureKind.Process, "its agent had ended, so the turn was ended too") : null;
    }
}
