using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Config;

namespace Ov.Commands.Configs;

/// <summary><c>ov config get &lt;key&gt;</c>: one value, for people and scripts.</summary>
internal static class ConfigGetCommand
{
    public static Command Create(CommandRunner runner)
    {
        var key = ConfigCommands.Key();
        var guide = new CommandGuide("ov config get merge.policy", "ov config get agents.maxConcurrent --json")
        {
            Answer = () => ConfigJson.Default.ShownSetting, Refusals = [ErrorCode.InvalidConfig],
            About = "Prints the value in force, also the default. A wrong value is refused with its file and line (exit 2).",
        };
        return runner.Define(new Command("get", "Print one setting's value") { key }, guide, (app, parse) =>
        {
            var (known, path) = ConfigNames.Require(parse.GetValue(key)!);
            var setting = app.Config.Settings.Single(one => one.Key == known);
            setting.RequireSound();
            return CommandResult.Of(ShownSetting.Of(setting, path), () => ConfigJson.Default.ShownSetting, (answer, view) => view.Line(answer.Value));
        });
    }
}
