using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;

namespace Ov.Commands.Configs;

/// <summary><c>ov config …</c>: the settings, where each comes from, and what is wrong with them.</summary>
internal static class ConfigCommands
{
    public static Command Create(CommandRunner runner) => new("config", "Show, check and change the project's settings")
    {
        ConfigShowCommand.Create(runner),
        ConfigGetCommand.Create(runner),
        ConfigSetCommand.Create(runner),
        ConfigUnsetCommand.Create(runner),
        ConfigEditCommand.Create(runner),
        ConfigCheckCommand.Create(runner),
        ConfigTrustCommand.Create(runner),
        ConfigSchemaCommand.Create(runner),
    };

    public static Argument<string> Key() => new Argument<string>("key") { Description = "Its dotted name, such as merge.policy." }.Completes(Candidate.ConfigKey);

    public static Option<bool> Local() => new("--local") { Description = "In .overstory/config.local.yaml, for this checkout alone." };
}
