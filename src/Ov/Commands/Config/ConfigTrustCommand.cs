using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Config;

namespace Ov.Commands.Configs;

/// <summary><c>ov config trust</c>: the operator's approval of the commands that the configuration names.</summary>
internal static class ConfigTrustCommand
{
    public static Command Create(CommandRunner runner)
    {
        var names = new Argument<string[]>("name") { Description = "Only these gates and commands; else all that wait.", Arity = ArgumentArity.ZeroOrMore }.Completes(Candidate.ConfiguredCommand);
        var list = new Option<bool>("--list") { Description = "Show every command and whether it is approved; change nothing." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be approved; change nothing." };
        var guide = new CommandGuide("ov config trust --list", "ov config trust --yes", "ov config trust check --yes")
        {
            Answer = () => ConfigJson.Default.ConfigTrustAnswer, Refusals = [ErrorCode.NeedsConfirmation],
            About = "A command from the repository's files runs only after the operator approved exactly its text once on this machine. Read the texts, then\n"
                + "confirm with --yes. Approvals lie in your own config folder; a changed text needs a new one.",
        };
        return runner.Define(new Command("trust", "Approve the commands that the settings name (operator)") { names, list, dryRun }, guide, (app, parse) =>
        {
            var trust = new ConfigTrust(app);
            var dry = parse.GetValue(dryRun);
            var commands = parse.GetValue(list) ? trust.All() : trust.Approve(parse.GetValue(names) ?? [], dry);
            var answer = new ConfigTrustAnswer(commands, dry);
            return CommandResult.Of(answer, () => ConfigJson.Default.ConfigTrustAnswer, ConfigView.WriteTrust);
        });
    }
}
