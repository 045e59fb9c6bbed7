using Ov.Core.Budgets;
using Ov.Core.Ledger;
using Ov.Core.Outboxes;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>
/// The life of one incarnation: it holds a lock, adopts what its turns leave behind, sleeps on a bell without an open ledger, and runs
/// one process per turn. It ends with its agent; a host whose agent has ended writes nothing.
/// </summary>
public sealed class AgentHost(OvApp app, AgentRecord agent, OutboxCall outbox)
{
    /// <summary>The fallback when a bell was lost; also how often adopted children are cleared away.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(30);

    /// <summary>How often a person's hold on the session is looked at.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly HostUpdate _update = new(app, agent);
    private readonly AgentFiles _files = app.Project.Files.Agent(agent.Id);

    /// <summary>Runs until the agent has ended. Returns at once when another host has it already.</summary>
    /// <param name="outbox">Does what a sandboxed turn asks for.</param>
    public static void Run(OvApp app, string agentId, OutboxCall outbox)
    {
        var agent = app.Ledger.Read(sql => AgentStore.ById(sql, agentId))
            ?? throw new OvException(ErrorCode.NotFound, $"There is no agent {agentId}.");
        new AgentHost(app, agent, outbox).Run();
    }

    private void Run()
    {
        PrivateFolder.Create(_files.Folder);
        using var hold = FileLock.TryTake(_files.HostLock);
        if (hold is null)
        {
            return;
        }

        Subreaper.Become();
        using var bell = Bell.Create(_files.Bell);
        if (HostConfirmation.Confirm(app, agent.Id))
        {
            Bell.Ring(HostStarter.ReadyBell(_files));
            Guarded(bell);
        }
        else if (HostConfirmation.Continues(app, agent.Id))
        {
            Guarded(bell);
        }

        EndTree();
    }

    private void Guarded(Bell bell)
    {
        try
        {
            Live(bell);
        }
        catch (OvException outdated) when (outdated.Code == ErrorCode.LedgerNewer)
        {
            _update.FollowLedger();
            throw;
        }
    }

    private void Live(Bell bell)
    {
        while (true)
        {
            _update.FollowFiles();
            var view = app.Ledger.Read(sql => HostView.Of(sql, agent.Id));
            switch (view.Next)
            {
                case HostStep.Leave:
                    return;
                case HostStep.Hold:
                    Rest(view);
                    Wait(view, bell);
                    break;
                case HostStep.Turn when (Paused(view.Agent) ?? OutOfBudget(view.Agent)) is { } until:
                    Rest(view);
                    Sleep(bell, until);
                    break;
                case HostStep.Turn:
                    new HostTurn(app, _files, bell, outbox).Run(view.Agent);
                    break;
                case HostStep.Complete:
                    End(view.Agent, AgentState.Completed, "its task is finished");
                    return;
                case HostStep.Stop:
                    End(view.Agent, AgentState.Stopped, "its task was canceled");
                    return;
                default:
                    Rest(view);
                    Sleep(bell);
                    break;
            }
        }
    }

    private void Rest(HostView view)
    {
        if (view.Agent.State is AgentState.Working or AgentState.Idle or AgentState.Waiting && view.Agent.State != view.Resting)
        {
            app.Ledger.Write(tx =>
            {
                var now = HostView.Of(tx.Sql, agent.Id);
                if (now.Agent.IsLive)
                {
                    AgentStore.Move(tx, now.Agent, now.Resting, agent.Name);
                }
            });
        }
    }

    /// <summary>Costs nothing: no open ledger, no timer but the fallback, which looks at two file times before it opens anything.</summary>
    /// <param name="until">At the latest; null for as long as nobody rings.</param>
    private void Sleep(Bell bell, DateTimeOffset? until = null)
    {
        var end = until is { } at && at - app.Ledger.Now < TimeSpan.FromDays(1) ? app.Environment.Time.GetUtcNow() + (at - app.Ledger.Now) : DateTimeOffset.MaxValue;
        var seen = LedgerStamp.Of(app.Project.Files);
        app.CloseLedger();
        IdleMemory.GiveBack();
        while (!bell.Wait(Shorter(end - app.Environment.Time.GetUtcNow())) && LedgerStamp.Of(app.Project.Files) == seen && app.Environment.Time.GetUtcNow() < end)
        {
            Subreaper.ReapAdopted();
        }

        Subreaper.ReapAdopted();
    }

    private static TimeSpan Shorter(TimeSpan left) => left < Nap ? left > TimeSpan.Zero ? left : TimeSpan.Zero : Nap;

    /// <summary>Until when no turn may begin, because the account has nothing left to give; null when one may.</summary>
    private DateTimeOffset? Paused(AgentRecord now)
    {
        if (now.Obstacle is { Until: null } asked && asked.Pauses(app.Ledger.Now))
        {
            return DateTimeOffset.MaxValue;
        }

        if (app.Ledger.Read(sql => RuntimeLimitStore.Of(sql, now.Runtime)) is not { } limit || limit.ResumeFor(now.Id) is var resume && resume <= app.Ledger.Now)
        {
            return null;
        }

        if (now.Obstacle?.Until != resume)
        {
            app.Ledger.Write(tx => AgentStore.SetObstacle(tx, now.Id, new AgentObstacle(ObstacleKind.Limited, limit.Text, limit.Since, resume)));
        }

        return resume;
    }

    /// <summary>When to look again whether a budget lets a turn begin; null when it does.</summary>
    private DateTimeOffset? OutOfBudget(AgentRecord now)
    {
        // A limit that was raised counts at once.
        app.ForgetSettings();
        if (app.Ledger.Read(sql => BudgetGate.Pause(sql, now, TeamBudgets.Of(app, now), app.Ledger.Now)) is not { } pause)
        {
            return null;
        }

        if (now.Obstacle?.Text != pause.Sentence)
        {
            app.Ledger.Write(tx => BudgetTeller.Paused(tx, now, pause));
        }

        return app.Ledger.Now + (pause.Passes ? Glance : Nap);
    }

    /// <summary>Nothing rings when a person leaves the session: the program that they had in hand took the place of ours.</summary>
    private void Wait(HostView view, Bell bell)
    {
        app.CloseLedger();
        while (!view.Hold!.IsDead)
        {
            Subreaper.ReapAdopted();
            if (bell.Wait(Glance))
            {
                return;
            }
        }

        app.Ledger.Write(tx => SessionHold.End(tx, view.Agent, view.Hold));
    }

    private void End(AgentRecord now, AgentState terminal, string reason) => app.Ledger.Write(tx =>
    {
        // Whoever waits for others is not done; the contract has no way from waiting to completed but over idle.
        if (terminal == AgentState.Completed && now.State is AgentState.Waiting or AgentState.Booting)
        {
            AgentStore.Move(tx, now, AgentState.Idle, agent.Name);
        }

        AgentEnder.End(tx, app.Project.Files, now, terminal, agent.Name, reason, TaskAfter.Keep);
    });

    private void EndTree()
    {
        app.CloseLedger();
        ProcessTree.End(ProcessIdentity.Current(), [], AgentTree.Grace);
        if (AgentTree.Leftovers(agent.Id, agent.Worktree) is { Count: > 0 } left)
        {
            ProcessTree.End(left, AgentTree.Grace);
        }
    }
}
