using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Survey;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>A person goes on in the session of a headless agent, in their own terminal. Its turns wait until that program has ended.</summary>
public sealed class SessionByHand(OvApp app, AgentRecord agent)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Comes back only where a program cannot take our place.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="OvException">state, not-operator, tool-missing.</exception>
    public int Resume(CancellationToken stop)
    {
        RequirePossible();
        app.Caller.RequireOperator("take an agent's session in hand");
        var hold = app.Ledger.Write(tx => SessionHold.Take(tx, agent.Id, app.Caller.Actor));
        try
        {
            var now = AwaitTurn(stop);
            var (launch, environment) = Prepare(now);
            TurnFiles.Write(app, now, launch);
            app.CloseLedger();
            var folder = now.Worktree ?? app.Project.Root;
            return ForegroundProgram.Run(launch.Argv[0], [.. launch.Argv.Skip(1)], folder, TurnVariables.Of(environment, launch, folder));
        }
        finally
        {
            // Where the program took our place, its host or a tick does this.
            app.Ledger.Write(tx => SessionHold.End(tx, agent, hold));
        }
    }

    /// <summary>Refuses what could not be opened, before anything is started for it.</summary>
    /// <exception cref="OvException">state, not-operator.</exception>
    public static void RequireDesk(OvApp app, string name)
    {
        app.Caller.RequireOperator("open a coordinator's screen");
        if (!app.Options.DryRun && (app.Options.Json || app.Environment is not { InIsTerminal: true, OutIsTerminal: true }))
        {
            throw new OvException(ErrorCode.State, "--here opens a screen in this terminal, and here is none.", "Run it on a terminal, or leave --here out: it then works by itself.");
        }

        var list = RuntimeList.In(app.Config);
        if (list.Require(name).Traits is { HasDesk: false } traits)
        {
            throw new OvException(
                ErrorCode.State, $"{name} cannot be a desk: {RuntimeItem.DeskWordsOf(traits)["none, ".Length..]}.",
                $"Choose another with --runtime: {string.Join(", ", list.All.Where(one => one.Traits.HasDesk).Select(one => one.Name))}.");
        }
    }

    private void RequirePossible()
    {
        if (agent is { Session: null, IsDesk: false })
        {
            throw new OvException(
                ErrorCode.State, $"{agent.Name} runs without a terminal and has no session so far that a person could go on with.", $"Watch it: ov inspect {agent.Name} --follow");
        }

        if (app.Options.Json || app.Environment is not { InIsTerminal: true, OutIsTerminal: true })
        {
            throw new OvException(
                ErrorCode.State, $"{agent.Name} runs without a terminal of its own: its session is resumed in yours, and here is none.", $"On a terminal: ov attach {agent.Name}");
        }

        if (Prepare(agent).Launch is null)
        {
            throw new OvException(ErrorCode.State, $"ov does not know how {agent.Runtime} goes on with a session by hand.", $"Watch it: ov inspect {agent.Name} --follow");
        }
    }

    /// <summary>The hold keeps the next turn from beginning; the one at work ends by itself.</summary>
    private AgentRecord AwaitTurn(CancellationToken stop)
    {
        using var step = app.Progress.Step($"Waiting for the end of {agent.Name}'s turn");
        while (true)
        {
            var now = app.Ledger.Read(sql => AgentStore.ById(sql, agent.Id))!;
            if (!now.IsLive)
            {
                throw new OvException(ErrorCode.State, $"{agent.Name} has ended with that turn ({now.State.Word()}).", $"See what it did: ov inspect {agent.Name}");
            }

            if (now.TurnProcess is null && now.State != AgentState.Working)
            {
                return now;
            }

            app.CloseLedger();
            stop.WaitHandle.WaitOne(Look);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>With the agent's own identity, as in its turns: hooks, guard and mail know it.</summary>
    private (TurnLaunch Launch, Dictionary<string, string> Environment) Prepare(AgentRecord now)
    {
        var files = app.Project.Files.Agent(now.Id);
        var place = app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, now.Id) is { } worktree ? WorktreePlace.Of(sql, worktree) : null);
        var environment = AgentEnvironment.Of(
            app.Environment.Variables, OwnProgramLink.Ensure(app.Project.Files), now, RepositoryLocator.Find(now.Worktree ?? app.Project.Root) is { } here ? CallerResolver.SecretIn(here) ?? "" : "",
            place is null ? new Dictionary<string, string>() : WorktreeVariables.Of(app, place));
        var context = new TurnPreparation(app, files).Of(now, files.Prompt(now.Turn), "", environment);
        return (TurnPreparation.Runtimes(app).Require(now.Runtime).ByHand(context)!, environment);
    }
}
