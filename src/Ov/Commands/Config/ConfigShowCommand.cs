using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Configs;

/// <summary><c>ov config show</c>: every setting in force.</summary>
internal static class ConfigShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var origin = new Option<bool>("--origin") { Description = "Also where each comes from." };
        var guide = new CommandGuide("ov config show", "ov config show --origin", "ov config show --json")
        {
            Answer = () => ConfigJson.Default.ConfigShowAnswer,
            About = ".overstory/config.yaml is overruled by .overstory/config.local.yaml, that by OV_CONFIG__SECTION__KEY variables, those by options.\n"
                + "A wrong value is marked; only what needs it is refused.",
        };
        return runner.Define(new Command("show", "Show every setting in force") { origin }, guide, (app, parse) =>
        {
            var answer = new ConfigShowAnswer([.. app.Config.Settings.Select(ShownSetting.Of)], [.. app.Config.Problems.Select(ShownProblem.Of)]);
            return CommandResult.Of(answer, () => ConfigJson.Default.ConfigShowAnswer, (found, view) => ConfigView.Write(found, parse.GetValue(origin), view));
        });
    }
}
