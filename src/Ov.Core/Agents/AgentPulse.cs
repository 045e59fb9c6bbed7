using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>What the machine shows of an agent right now. Looking writes nothing.</summary>
/// <param name="HostLockHeld">Strong evidence of life: the kernel gives the lock back when the host ends, however it ends.</param>
/// <param name="Host">Null before the host confirmed.</param>
/// <param name="Turn">Null between turns.</param>
public sealed record AgentPulse(bool HostLockHeld, Liveness? Host, Liveness? Turn)
{
    public static AgentPulse Look(AgentRecord agent, LedgerFiles files)
    {
        var pulse = new AgentPulse(
            FileLock.IsHeld(files.Agent(agent.Id).HostLock),
            ProcessIdentity.Parse(agent.Host)?.Liveness,
            ProcessIdentity.Parse(agent.TurnProcess)?.Liveness);
        return pulse.Host == Liveness.Dead && Watching.Reboot.IsOfOtherBoot(agent, ProcessIdentity.BootOf(ProcessIdentity.Current())) ? pulse with { IsOfOtherBoot = true } : pulse;
    }

    /// <summary>Its host ran before the machine was started anew.</summary>
    public bool IsOfOtherBoot { get; init; }

    /// <summary>Whether the turn's process has a living child, a tool at work. Null when nobody looked: it costs a walk of the process table.</summary>
    public bool? TurnHasChild { get; init; }

    /// <summary>The incarnation of the same name that came after it; null when there is none, or nobody looked.</summary>
    public int? Successor { get; init; }

    /// <summary>The same, with a look for tools at work when the agent has been silent during a turn for that long.</summary>
    public static AgentPulse LookCloser(AgentRecord agent, LedgerFiles files, DateTimeOffset now, TimeSpan staleAfter)
    {
        var pulse = Look(agent, files);
        return pulse.Turn == Liveness.Alive && now - agent.LastActivityAt >= staleAfter && ProcessIdentity.Parse(agent.TurnProcess) is { } turn
            ? pulse with { TurnHasChild = ProcessTree.Descendants(turn).Any(child => !child.IsDead) }
            : pulse;
    }

    /// <summary>The host runs and will hear its bell.</summary>
    public bool IsHosted => HostLockHeld;

    /// <summary>Nothing that we know of is left. A process of another pid namespace is unknown, so it is never called gone.</summary>
    public bool IsGone => !HostLockHeld && (Host is null or Liveness.Dead) && (Turn is null or Liveness.Dead);
}
