using System.CommandLine;
using Ov.Cli;
using Ov.Core.Config;

namespace Ov.Commands.Configs;

/// <summary><c>ov config schema</c>: lets an editor complete and check the files.</summary>
internal static class ConfigSchemaCommand
{
    public static Command Create(CommandRunner runner)
    {
        var guide = new CommandGuide("ov config schema", "ov config schema > .overstory/config.schema.json")
        {
            Answer = () => AnswerJson.Default.TextAnswer,
            About = "Many editors read the first line '# yaml-language-server: $schema=config.schema.json' of the file.",
        };
        return runner.Define(new Command("schema", "Print the JSON Schema of config.yaml"), guide, (_, _) => CommandResult.OfText(ConfigSchema.Text()));
    }
}
