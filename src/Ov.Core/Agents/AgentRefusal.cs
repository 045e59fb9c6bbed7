namespace Ov.Core.Agents;

/// <summary>What is a person's own is no agent's business, whatever rights it has in the project.</summary>
public static class AgentRefusal
{
    /// <param name="what">The deed as a verb phrase, for example "change the start files of a person's shell".</param>
    /// <exception cref="OvException">not-operator.</exception>
    public static void Require(OvEnvironment environment, string what)
    {
        if (environment.Variable("OVERSTORY_AGENT_NAME") is { } agent)
        {
            throw new OvException(ErrorCode.NotOperator, $"{agent} is an agent; an agent does not {what}.", "Run it from your own terminal.");
        }
    }
}
