using System.CommandLine;
using Ov.Cli;
using Ov.Core;

namespace Ov.Commands.Configs;

/// <summary><c>ov config check</c>: every fault at once, with its file and line.</summary>
internal static class ConfigCheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var guide = new CommandGuide("ov config check", "ov config check --json")
        {
            Answer = () => ConfigJson.Default.ConfigCheckAnswer, Refusals = [ErrorCode.InvalidConfig],
            About = "Exit 0 when every value is sound, also with warnings; else 2.",
        };
        return runner.Define(new Command("check", "Name everything that is wrong with the settings"), guide, (app, _) =>
        {
            var problems = app.Config.Problems;
            var answer = new ConfigCheckAnswer(problems.Count(problem => problem.IsError), problems.Count(problem => !problem.IsError), [.. problems.Select(ShownProblem.Of)]);
            if (answer.Errors > 0)
            {
                answer = answer with { Error = $"{answer.Errors} of the settings are wrong.", Code = ErrorCode.InvalidConfig.Name, Hint = "Correct or remove each; what does not need it works.", Retryable = false };
                app.Environment.Error.WriteLine($"Error [{answer.Code}]: {answer.Error}");
            }

            return CommandResult.Of(answer, () => ConfigJson.Default.ConfigCheckAnswer, ConfigView.WriteCheck, answer.Errors == 0 ? 0 : ErrorCode.InvalidConfig.Exit);
        });
    }
}
