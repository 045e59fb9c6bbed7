using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core.Hooks.Desk;

namespace Ov.Commands.Hooks;

/// <summary><c>ov hooks …</c>: the operator's own session in the project.</summary>
internal static class HooksCommands
{
    public static Command Create(CommandRunner runner) => new("hooks", "Let your own agent session in this project know of the team")
    {
        HooksInstallCommand.Create(runner),
        HooksStatusCommand.Create(runner),
        HooksUninstallCommand.Create(runner),
    };

    public static ChoiceOption RuntimeOption() => new("--runtime", DeskHooks.Runtimes, DeskHooks.Runtimes[0]) { Description = "Whose settings.", HelpName = "runtime" };

    public static Option<bool> DryRunOption() => new("--dry-run") { Description = "Say what would change; change nothing." };

    public static void Write(DeskHooksChange done, TextView view)
    {
        var what = done.Change switch
        {
            "made" => $"made with ov's {done.Entries} hooks",
            "removed" => "removed, as it held nothing but ov's hooks",
            _ => done.Change,
        };
        view.Line($"{(done.DryRun ? "would be " : "")}{what}: {done.Path}");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeskHooksChange))]
[JsonSerializable(typeof(DeskHooksState))]
internal sealed partial class HooksJson : JsonSerializerContext;
