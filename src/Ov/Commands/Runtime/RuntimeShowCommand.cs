using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Survey;

namespace Ov.Commands.Runtimes;

/// <summary><c>ov runtime show &lt;name&gt;</c>: one runtime in full, with the command line it would be given.</summary>
internal static class RuntimeShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("runtime") { Description = "Its name, such as claude." }.Completes(Candidate.Runtime);
        var role = new Option<string>("--role") { Description = "Whose turn is rehearsed.", HelpName = "role", DefaultValueFactory = _ => "builder" }.Completes(Candidate.Role);
        var model = new Option<string?>("--model") { Description = "An alias or the runtime's own word; else what the configuration says.", HelpName = "model" };
        var command = new Command("show", "Show what one coding agent can do and how it would be started") { name, role, model };
        var guide = new CommandGuide("ov runtime show claude", "ov runtime show claude --role scout --model haiku", "ov runtime show exec --json")
        {
            Answer = () => RuntimeJson.Default.RuntimeShowAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["sling"],
            About = "The command line is exactly what a turn of that role would run; nothing is started. Words in capitals stand for what only a real turn knows.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var runtime = RuntimeList.In(app.Config).Require(parse.GetValue(name)!);
            var answer = new RuntimeShowAnswer(
                RuntimeSurvey.One(app, runtime.Name), RuntimeRehearsal.Modes(app, runtime), RuntimeSetting.Of(app.Config.Runtimes.All.GetValueOrDefault(runtime.Name)),
                RuntimeRehearsal.Of(app, runtime, parse.GetValue(role)!, parse.GetValue(model)), RuntimeItem.OutboxWords);
            return CommandResult.Of(answer, () => RuntimeJson.Default.RuntimeShowAnswer, RuntimeView.WriteOne);
        });
    }
}
