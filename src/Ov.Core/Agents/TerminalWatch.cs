using System.Globalization;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Terminals;

namespace Ov.Core.Agents;

/// <summary>A host's eyes on its agent's terminal: the screen, what hooks said, and questions that only a person may answer.</summary>
internal sealed class TerminalWatch(OvApp app, TmuxServer server, Bell bell, AgentRecord agent, TerminalLaunch terminal)
{
    private readonly TerminalScreen _reader = new(terminal);
    private readonly TimeProvider _clock = TimeProvider.System;
    private string? _asked;
    private LedgerStamp? _stamp;

    public TmuxServer Server => server;

    public TerminalLaunch Terminal => terminal;

    /// <summary>The newest look at it.</summary>
    public string Screen { get; private set; } = "";

    /// <summary>The last event before the prompt was submitted.</summary>
    public long Sequence { get; private set; }

    /// <summary>On the newest look, a person has broken the work off.</summary>
    public bool IsInterrupted => _reader.IsInterrupted(Screen);

    /// <summary>Its agent has ended: whose hooks are not heard any more.</summary>
    public bool IsOver { get; private set; }

    public void Mark()
    {
        Sequence = app.Ledger.Read(EventStore.LastSequence);
        app.CloseLedger();
    }

    /// <summary>One look at the program and its screen. A question is told of once, as long as it stays.</summary>
    public ScreenState Look(out TerminalPane? pane)
    {
        Subreaper.ReapAdopted();
        pane = server.Look();
        Screen = pane is null ? Screen : server.Screen(pane.IsDead ? 5 : 0);
        var state = _reader.Judge(Screen);
        var asked = state == ScreenState.Dialog ? _reader.DialogOn(Screen)?.Meaning : null;
        if (asked is not null && asked != _asked && pane is { IsDead: false })
        {
            Tell(asked);
        }
        else if (asked is null && _asked is not null)
        {
            Clear();
        }

        _asked = asked;
        return state;
    }

    public string? Taken()
    {
        var sign = app.Ledger.Read(sql => HookTurnStore.Taken(sql, agent.Id, Sequence));
        app.CloseLedger();
        return sign;
    }

    /// <summary>Asks the ledger only when something was written to it.</summary>
    public bool SaysEnded(long since)
    {
        var stamp = LedgerStamp.Of(app.Project.Files);
        if (stamp == _stamp)
        {
            return false;
        }

        (var ended, IsOver) = app.Ledger.Read(sql => (HookTurnStore.Ended(sql, agent.Id, since), AgentStore.ById(sql, agent.Id) is not { IsLive: true }));
        app.CloseLedger();
        _stamp = stamp;
        return ended;
    }

    /// <summary>For as long as that, whoever rings: mail is looked for when the turn has ended.</summary>
    public void Pause(TimeSpan span)
    {
        var began = _clock.GetTimestamp();
        while (span - _clock.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            bell.Wait(left);
        }
    }

    /// <summary>Until somebody rings, at most for so long.</summary>
    public void Rest(TimeSpan most) => bell.Wait(most);

    public TurnFailure Ended(TerminalPane? pane, string when) => new(TurnFailureKind.Process, pane is null
        ? $"its terminal was closed {when}"
        : string.Create(CultureInfo.InvariantCulture, $"its program ended {when} ({(pane.ExitCode is { } exit ? $"exit {exit}" : "by a signal")}); its last words: {TerminalScreen.LastLine(Screen)}"));

    private void Clear()
    {
        app.Ledger.Write(tx => AgentStore.SetObstacle(tx, agent.Id, null));
        app.CloseLedger();
    }

    private void Tell(string meaning)
    {
        app.Ledger.Write(tx =>
        {
            AgentStore.SetObstacle(tx, agent.Id, new AgentObstacle(ObstacleKind.Prompt, $"its terminal waits for a person: it {meaning}", tx.Now, null));
            tx.Record(new EventDraft("terminal.dialog") { RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = "warn", Text = $"its terminal waits for a person: it {meaning}" });
            Mailbox.Deliver(tx, app.Project.Files, new MailDraft(
                Mailbox.SystemSender, Caller.OperatorName, MailType.Status, $"{agent.Name}'s terminal waits for a person",
                $"It {meaning}. Nothing is answered for you, and its work goes on once you have: ov attach {agent.Name}")
            {
                Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId,
            });
        });
        app.CloseLedger();
    }
}
