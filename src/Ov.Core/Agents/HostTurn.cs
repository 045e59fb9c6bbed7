using System.Globalization;
using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Watching;

namespace Ov.Core.Agents;

/// <summary>One turn of an agent: claim its mail, run its process, settle what came of it.</summary>
internal sealed class HostTurn(OvApp app, AgentFiles files)
{
    /// <summary>How often a long turn is looked after: adopted children, a replaced incarnation.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>How long a process may go on after its agent has ended.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60);

    private string _lastWords = "";

    public void Run(AgentRecord agent)
    {
        if (Claim(agent.Id) is not { } turn)
        {
            return;
        }

        app.Ledger.Seams.Reach(KillPoint.HostMailClaimed);
        var failure = Play(turn);
        app.Ledger.Seams.Reach(KillPoint.HostTurnEnded);
        var most = MaxFailures();
        Patiently(() => app.Ledger.Write(tx => HostTurnOutcome.Record(tx, app.Project.Files, turn, failure, most)));
        app.Ledger.Seams.Reach(KillPoint.HostTurnRecorded);
        OverdueTick.After(app);
    }

    /// <summary>Null when the incarnation ended meanwhile.</summary>
    private ClaimedTurn? Claim(string agentId) => app.Ledger.Write(tx =>
    {
        var agent = AgentStore.ById(tx.Sql, agentId)!;
        if (!agent.IsLive)
        {
            return null;
        }

        var claim = MailClaims.Claim(tx, agent.Name, agent, ProcessIdentity.Current().ToString());
        var number = agent.Turn + 1;
        AgentStore.Move(tx, agent, AgentState.Working, agent.Name);
        AgentStore.StartTurn(tx, agentId, number, null);
        tx.Record(new EventDraft("turn.started")
        {
            RunId = agent.RunId, Actor = agent.Name, AgentId = agentId, TaskId = agent.TaskId, Text = string.Create(CultureInfo.InvariantCulture, $"turn {number}, {claim.Messages.Count} messages"),
        });
        return new ClaimedTurn(agent, number, claim, tx.NewId("fence"), tx.Now);
    });

    /// <summary>Runs the process; the answer is why the turn failed, or null.</summary>
    private string? Play(ClaimedTurn turn)
    {
        try
        {
            using var process = Start(turn);
            app.Ledger.Seams.Reach(KillPoint.HostTurnStarted);
            app.Ledger.Write(tx => AgentStore.SetTurnProcess(tx, turn.Agent.Id, process.Identity.ToString()));
            app.CloseLedger();
            return Follow(process, turn.Agent.Id);
        }
        catch (OvException refused)
        {
            return $"the turn could not run: {refused.Message}";
        }
    }

    private TurnProcess Start(ClaimedTurn turn)
    {
        var prompt = files.Prompt(turn.Number);
        PrivateFile.Write(prompt, TurnPrompt.Render(Overlay(turn.Agent), turn.Claim.Messages, turn.Marker));
        var argv = ExecRuntime.Argv(turn.Agent);
        return TurnProcess.Start(new TurnRequest(argv[0], argv[1..], turn.Agent.Worktree ?? app.Project.Root, AgentEnvironment.OfTurn(app.Environment.Variables, prompt))
        {
            InputFile = prompt,
            LogFile = files.TurnLog(turn.Number),
            OnStderr = line => _lastWords = line.Trim().Length > 0 ? line.Trim() : _lastWords,
        });
    }

    /// <summary>The overlay is a projection: when its file is gone it is rendered from the rows again.</summary>
    private string Overlay(AgentRecord agent) =>
        File.Exists(files.Overlay) ? File.ReadAllText(files.Overlay, Encoding.UTF8) : app.Ledger.Read(sql => Runtimes.Overlay.Render(OverlayFacts.Of(sql, agent)));

    private string? Follow(TurnProcess process, string agentId)
    {
        var limit = TimeLimit();
        var clock = TimeProvider.System;
        var (started, ended) = (clock.GetTimestamp(), (long?)null);
        while (true)
        {
            var left = limit - clock.GetElapsedTime(started);
            if (process.WaitForExit(left < Look ? left : Look) is { } exit)
            {
                return exit.ExitCode == 0 ? null : Failure(exit.ExitCode);
            }

            Subreaper.ReapAdopted();
            if (clock.GetElapsedTime(started) >= limit)
            {
                process.End(AgentTree.Grace);
                return string.Create(CultureInfo.InvariantCulture, $"the turn passed its time limit of {limit.TotalSeconds:0} s and was ended");
            }

            ended ??= IsOver(agentId) ? clock.GetTimestamp() : null;
            if (ended is { } since && clock.GetElapsedTime(since) >= Afterwards)
            {
                process.End(AgentTree.Grace);
                return "its agent had ended, so the turn was ended too";
            }
        }
    }

    private bool IsOver(string agentId)
    {
        var over = app.Ledger.Read(sql => AgentStore.ById(sql, agentId)) is not { IsLive: true };
        app.CloseLedger();
        return over;
    }

    /// <summary>Each try waits half a minute for the ledger; a whole turn's outcome is worth a few of them.</summary>
    private static void Patiently(Action write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                write();
                return;
            }
            catch (OvException busy) when (busy.Code == ErrorCode.Busy && attempt < 10)
            {
            }
        }
    }

    private string Failure(int exitCode)
    {
        var how = exitCode > 128 ? $"was ended by signal {exitCode - 128}" : $"exited with {exitCode}";
        return $"the turn's process {how}{(_lastWords.Length > 0 ? $": {(_lastWords.Length <= 300 ? _lastWords : _lastWords[..300])}" : "")}";
    }

    /// <summary>A broken value must not end an agent at work: it then has no limit, as by default.</summary>
    private TimeSpan TimeLimit()
    {
        try
        {
            return app.Config.Turns.Timeout is { Ticks: > 0 } limit ? limit : TimeSpan.FromDays(365);
        }
        catch (OvException)
        {
            return TimeSpan.FromDays(365);
        }
    }

    private int MaxFailures()
    {
        try
        {
            return app.Config.Turns.MaxFailures;
        }
        catch (OvException)
        {
            return 3;
        }
    }
}
