using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Config;
using Ov.Core.Projects;

namespace Ov.Commands.Configs;

/// <summary><c>ov config set &lt;key&gt; &lt;value&gt;</c>: one value, everything else in the file as it was.</summary>
internal static class ConfigSetCommand
{
    public static Command Create(CommandRunner runner)
    {
        var key = ConfigCommands.Key();
        var value = new Argument<string[]>("value") { Description = "The value; several for a list. Maps and lists also as [a, b] or {a: b}.", Arity = ArgumentArity.OneOrMore }.Completes(Candidate.ConfigValue);
        var local = ConfigCommands.Local();
        var guide = new CommandGuide(
            "ov config set agents.maxConcurrent 10", "ov config set merge.protected main release", "ov config set turns.timeout 30m --local",
            "ov config set runtimes.exec.command.builder ./build-agent.sh", "ov config set gates '[{name: check, command: make test}]'")
        {
            Answer = () => ConfigJson.Default.ConfigChange, Writes = true, Refusals = [ErrorCode.InvalidConfig],
            About = "Comments and layout stay. An unknown key and a wrong value are refused, and the file is replaced whole or not at all.\n"
                + "A changed command runs only after 'ov config trust'.",
        };
        return runner.Define(new Command("set", "Set one setting in its file (operator)") { key, value, local }, guide, (app, parse) =>
        {
            var change = new ConfigWriter(app, parse.GetValue(local)).Set(parse.GetValue(key)!, parse.GetValue(value) ?? []);
            return CommandResult.Of(change, () => ConfigJson.Default.ConfigChange, (done, view) => Write(done, app.Config, view));
        });
    }

    private static void Write(ConfigChange change, OvConfig config, TextView view)
    {
        view.Ok(change.Changed ? $"{change.Key} is {change.After} in {change.File}{(change.Before is null ? "" : $", it was {change.Before}")}" : $"{change.Key} is {change.After} in {change.File} already");
        ConfigView.WriteOverruled(change, config, view);
    }
}
