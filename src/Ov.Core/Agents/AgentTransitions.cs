namespace Ov.Core.Agents;

/// <summary>The transitions of an agent that the contract lists; nothing else is possible.</summary>
public static class AgentTransitions
{
    public static bool IsTerminal(AgentState state) =>
        state is AgentState.Zombie or AgentState.Stopped or AgentState.Completed or AgentState.Failed;

    public static bool Allowed(AgentState from, AgentState to) => (from, to) switch
    {
        (_, AgentState.Booting) => false,
        _ when IsTerminal(from) => false,
        (_, AgentState.Zombie or AgentState.Stopped or AgentState.Failed) => true,
        (AgentState.Booting, AgentState.Working or AgentState.Idle) => true,
        (AgentState.Working, AgentState.Idle or AgentState.Waiting or AgentState.Stalled or AgentState.Completed) => true,
        (AgentState.Idle, AgentState.Working or AgentState.Waiting or AgentState.Stalled or AgentState.Completed) => true,
        (AgentState.Waiting, AgentState.Working or AgentState.Idle or AgentState.Stalled) => true,
        (AgentState.Stalled, AgentState.Working) => true,
        _ => false,
    };
}
