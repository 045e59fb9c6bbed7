using System.CommandLine;
using Ov.Cli;
using Ov.Demo;

namespace Ov.Commands;

/// <summary><c>ov scripted</c> (hidden): one turn of a scripted agent, as the demo's exec runtime starts it.</summary>
internal static class ScriptedCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("scripted", "Run one turn of a scripted agent") { Hidden = true };
        return runner.Define(command, new CommandGuide { Answer = () => AnswerJson.Default.NoFields }, (app, _) =>
        {
            ScriptedTurn.Run(app.Environment);
            return CommandResult.Silent();
        });
    }
}
