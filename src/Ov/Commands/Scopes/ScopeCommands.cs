using System.CommandLine;
using Ov.Cli;
using Ov.Core.Scopes;
using Ov.Cli.Completion;
using Ov.Core.Completing;

namespace Ov.Commands.Scopes;

/// <summary><c>ov scope</c>: the files that an agent may change, and nobody else meanwhile.</summary>
internal static class ScopeCommands
{
    public static Command Create(CommandRunner runner) => new("scope", "Ask for more files than a task was given, and decide it")
    {
        ScopeRequestCommand.Create(runner),
        ScopeGrantCommand.Create(runner),
        ScopeRefuseCommand.Create(runner),
    };

    internal static Argument<string> Request() => new Argument<string>("request") { Description = "The mail that asks, or the agent." }.Completes(Candidate.Mail);

    internal static void WriteDecided(ScopeAnswer answer, TextView view)
    {
        view.Ok($"{answer.Id} is answered");
        view.Hint($"{answer.AgentName} may change: {string.Join(", ", answer.Scope)}");
    }
}
