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
            About = "For agents that were started with 'ov sling --tmux'. On a terminal it shows the agent's own screen, where you can type; C-b d leaves it. "
                + "Without a terminal, with --print or --json, it prints the exact command. Each agent has a tmux server of its own; your tmux and its settings take no part.",
        };
        return runner.Define(new Command("attach", "Show an agent's terminal in this one") { agent, print }, guide, (app, parse, stop) =>
            Task.FromResult(Attach(app, AgentTerminal.Of(app, parse.GetValue(agent)!), parse.GetValue(print), stop)));
    }

    private static CommandResult Attach(OvApp app, AgentTerminal terminal, bool print, CancellationToken stop) =>
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
