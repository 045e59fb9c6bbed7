using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;

namespace Ov.Commands;

/// <summary><c>ov attach &lt;agent&gt;</c>: see and steer an agent that runs in a terminal.</summary>
internal static class AttachCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Argument<string>("agent") { Description = "Name or id." }.Completes(Candidate.LiveAgent);
        var print = new Option<bool>("--print") { Description = "Only print the command that shows it." };
        var guide = new CommandGuide("ov attach builder-1 --print")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["detach", "sling", "inspect"],
            Answer = () => TerminalJson.Default.TerminalAddress,
            About = "An agent started with 'ov sling --tmux' shows its own screen, where you can type; C-b d leaves it. Without a terminal, with --print or --json, the exact "
                + "command is printed. Each agent has a tmux server of its own; your tmux and its settings take no part. Of any other agent you resume the session in your terminal, "
                + "as soon as the turn at work has ended: no turn of its own begins until you leave the program again, and its mail waits.",
        };
        return runner.Define(new Command("attach", "Show an agent's terminal in this one, or resume its session by hand") { agent, print }, guide, (app, parse, stop) =>
            Task.FromResult(Attach(app, AgentTerminal.RequireLive(app, parse.GetValue(agent)!), parse.GetValue(print), stop)));
    }

    internal static CommandResult Attach(OvApp app, AgentRecord agent, bool print, CancellationToken stop) =>
        agent.HasTerminal ? Show(app, AgentTerminal.Of(app, agent), print, stop) : CommandResult.Silent(new SessionByHand(app, agent).Resume(stop));

    private static CommandResult Show(OvApp app, AgentTerminal terminal, bool print, CancellationToken stop) =>
        print || app.Options.Json || app.Environment is not { InIsTerminal: true, OutIsTerminal: true }
            ? CommandResult.Of(terminal.Address, () => TerminalJson.Default.TerminalAddress, Write)
            : CommandResult.Silent(terminal.Attach(stop));

    private static void Write(TerminalAddress address, TextView view)
    {
        var command = string.Join(' ', address.Argv.Select(Word));
        view.Line(address.Folder is { } folder ? $"cd {Word(folder)} && {command}" : command);
    }

    /// <summary>As any shell reads it; some take a word that begins with = for a program.</summary>
    private static string Word(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TerminalAddress))]
[JsonSerializable(typeof(DetachResult))]
internal sealed partial class TerminalJson : JsonSerializerContext;
