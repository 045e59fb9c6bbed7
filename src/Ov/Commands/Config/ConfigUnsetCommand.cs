using System.CommandLine;
using Ov.Cli;
using Ov.Core.Config;
using Ov.Core.Projects;

namespace Ov.Commands.Configs;

/// <summary><c>ov config unset &lt;key&gt;</c>: back to what the layer below says.</summary>
internal static class ConfigUnsetCommand
{
    public static Command Create(CommandRunner runner)
    {
        var key = ConfigCommands.Key();
        var local = ConfigCommands.Local();
        var guide = new CommandGuide("ov config unset agents.maxConcurrent", "ov config unset turns.timeout --local") { Answer = () => ConfigJson.Default.ConfigChange, Writes = true };
        return runner.Define(new Command("unset", "Take one setting out of its file (operator)") { key, local }, guide, (app, parse) =>
        {
            var change = new ConfigWriter(app, parse.GetValue(local)).Unset(parse.GetValue(key)!);
            return CommandResult.Of(change, () => ConfigJson.Default.ConfigChange, (done, view) => Write(done, app.Config, view));
        });
    }

    private static void Write(ConfigChange change, OvConfig config, TextView view)
    {
        view.Ok(change.Changed ? $"{change.Key} is no longer in {change.File}; it was {change.Before}" : $"{change.Key} is not in {change.File}");
        ConfigView.WriteOverruled(change, config, view);
    }
}
