using System.Globalization;
using Ov.Core.Budgets;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Outboxes;
using Ov.Core.Processes;
using Ov.Core.Redacting;
using Ov.Core.Runtimes;
using Ov.Core.Watching;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>One turn of an agent: claim its mail, run its process, settle what came of it.</summary>
internal sealed class HostTurn(OvApp app, AgentFiles files, Bell bell, OutboxCall call)
{
    private IRuntime? _runtime;
    private bool _interrupted;

    public void Run(AgentRecord agent)
    {
        var budgets = TeamBudgets.Of(app, agent);
        if (Claim(agent.Id, budgets) is not { } turn)
        {
            return;
        }

        app.Ledger.Seams.Reach(KillPoint.HostMailClaimed);
        var touch = TurnChoices.Try(() => TouchedFiles.Before(app, Runtime(turn.Agent), turn.Agent), null);
        var outbox = new OutboxHost(app, turn.Agent, AgentEnvironment.OfTurn(app.Environment.Variables, files.Prompt(turn.Number)), call);
        var failure = Play(turn, outbox);
        outbox.Finish();
        var touched = touch?.After() ?? [];
        app.Ledger.Seams.Reach(KillPoint.HostTurnEnded);
        // A configuration that got broken meanwhile must not end an agent at work.
        var most = TurnChoices.Try(() => app.Config.Turns.MaxFailures, 3);
        var limit = failure is { Kind: TurnFailureKind.Limit } ? TurnChoices.Try(() => TurnLimit.For(app, turn.Agent), TurnLimit.Wait) : null;
        var notDone = failure is null && !_interrupted ? ImplicitCompletion.Settle(app, turn) : null;
        Patiently(() => app.Ledger.Write(tx =>
        {
            touch?.Report(tx, app.Project.Files, touched);
            HostTurnOutcome.Record(tx, app.Project.Files, turn, failure, most, budgets, _runtime is { Traits.OwesReport: true }, limit, _interrupted, notDone);
        }));
        app.Ledger.Seams.Reach(KillPoint.HostTurnRecorded);
        PrivateLog.Redact(files.TurnLog(turn.Number), app.Redactor);
        WipKeeper.Between(app, turn.Agent.Id, string.Create(CultureInfo.InvariantCulture, $"after turn {turn.Number}"));
        OverdueTick.After(app);
    }

    /// <summary>Null when the incarnation ended meanwhile, a person took its session in hand, or the last of a budget was reserved by another.</summary>
    private ClaimedTurn? Claim(string agentId, TeamBudgets budgets) => app.Ledger.Write(tx =>
    {
        var agent = AgentStore.ById(tx.Sql, agentId)!;
        if (!agent.IsLive || SessionHold.Of(tx.Sql, agent) is not null || BudgetGate.Pause(tx.Sql, agent, budgets, tx.Now) is not null)
        {
            return null;
        }

        var claim = MailClaims.Claim(tx, agent.Name, agent, ProcessIdentity.Current().ToString());
        var number = agent.Turn + 1;
        AgentStore.Move(tx, agent, AgentState.Working, agent.Name);
        AgentStore.StartTurn(tx, agentId, number, null);
        SpentStore.Begin(tx, agent);
        tx.Record(new EventDraft("turn.started")
        {
            RunId = agent.RunId, Actor = agent.Name, AgentId = agentId, TaskId = agent.TaskId, Text = string.Create(CultureInfo.InvariantCulture, $"turn {number}, {claim.Messages.Count} messages"),
        });
        return new ClaimedTurn(agent, number, claim, tx.NewId("fence"), tx.Now);
    });

    /// <summary>Runs the process; the answer is why the turn failed, or null.</summary>
    private TurnFailure? Play(ClaimedTurn turn, OutboxHost outbox)
    {
        try
        {
            var context = new TurnPreparation(app, files).Of(turn);
            if (turn.Agent.HasTerminal)
            {
                var played = new TerminalTurn(app, files, bell, turn, context, Runtime(turn.Agent), TimeLimit(), outbox.Look);
                var failure = played.Play();
                _interrupted = played.IsInterrupted;
                return failure;
            }

            using var stream = new TurnStream(Runtime(turn.Agent).Reader(context));
            using var process = Start(turn, context, stream);
            app.Ledger.Seams.Reach(KillPoint.HostTurnStarted);
            app.Ledger.Write(tx => AgentStore.SetTurnProcess(tx, turn.Agent.Id, process.Identity.ToString()));
            app.CloseLedger();
            return new TurnFollower(app, process, stream, turn.Agent.Id, turn.Number, outbox.Look).Follow(TimeLimit());
        }
        catch (OvException refused)
        {
            return new TurnFailure(TurnFailureKind.Process, $"the turn could not run: {refused.Message}");
        }
    }

    private TurnProcess Start(ClaimedTurn turn, TurnContext context, TurnStream stream)
    {
        var launch = Runtime(turn.Agent).Launch(context);
        PrivateFile.Write(context.PromptFile, context.Prompt);
        TurnFiles.Write(app, turn.Agent, launch);
        var environment = TurnVariables.Of(context.Variables, launch, context.Worktree);
        return TurnProcess.Start(new TurnRequest(launch.Argv[0], [.. launch.Argv.Skip(1)], context.Worktree, environment)
        {
            InputFile = launch.InputFile, LogFile = files.TurnLog(turn.Number), OnStdout = stream.Line, OnStderr = stream.ErrorLine,
        });
    }

    private IRuntime Runtime(AgentRecord agent) => _runtime ??= TurnPreparation.Runtimes(app).Require(agent.Runtime);

    /// <summary>Each try waits half a minute for the ledger; a whole turn's outcome is worth a few of them.</summary>
    internal static void Patiently(Action write)
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

    /// <summary>A broken value leaves it without a limit, as by default.</summary>
    private TimeSpan TimeLimit() => TurnChoices.Try(() => app.Config.Turns.Timeout, TimeSpan.Zero) is { Ticks: > 0 } limit ? limit : TimeSpan.FromDays(365);
}
