using System.CommandLine;

namespace Ov.Commands;

/// <summary>The option by which an agent says who it is; it still has to prove it.</summary>
internal static class CallerOption
{
    public static Option<string?> Create() =>
        new("--agent") { Description = "Speak as this agent (default: OVERSTORY_AGENT_NAME); needs its secret.", HelpName = "agent" };
}
