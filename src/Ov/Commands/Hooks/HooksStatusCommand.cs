using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Hooks.Desk;

namespace Ov.Commands.Hooks;

/// <summary><c>ov hooks status</c>.</summary>
internal static class HooksStatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var runtime = HooksCommands.RuntimeOption();
        var guide = new CommandGuide("ov hooks status", "ov hooks status --runtime codex --json") { Answer = () => HooksJson.Default.DeskHooksState, Refusals = [ErrorCode.Foreign], SeeAlso = ["help hooks"] };
        return runner.Define(new Command("status", "Tell whether ov's hooks are in your own session's settings") { runtime }, guide, (app, parse) =>
            CommandResult.Of(new DeskHooks(app, parse.GetValue(runtime)!).Status(), () => HooksJson.Default.DeskHooksState, (state, view) => view.Line(
                state.Installed ? $"Installed: {state.Entries} hooks in {state.Path}"
                : state.Entries > 0 ? $"Partly installed: {state.Entries} of {state.Wanted} hooks in {state.Path}; 'ov hooks install' completes them"
                : $"Not installed in {state.Path}")));
    }
}
