using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run steer</c>.</summary>
internal static class RunSteerCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var trigger = new Option<string?>("--trigger") { Description = "Why the course is changed.", HelpName = "text" };
        var amend = new Option<string?>("--amend") { Description = "End it: what was decided.", HelpName = "text" };
        var domain = new Option<string?>("--domain") { Description = "With --amend: what it is about.", HelpName = "word" }.Completes(Candidate.Text);
        var command = new Command("steer", "Change a run's course: nothing new starts until it is ended with --amend") { name, trigger, amend, domain };
        var guide = new CommandGuide("ov run steer --trigger \"The export has to be streamed\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["run stage", "task insert", "note read"], Answer = () => RunJson.Default.RunAnswer, Writes = true,
            About = "What runs goes on. With --amend the run is executing again, and its alignment note has an amendment: domain, trigger, what was said, and which tasks were\nadded, changed or canceled meanwhile.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var (run, words) = (RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(amend));
            if (words is null ? parse.GetValue(domain) is not null : parse.GetValue(trigger) is not null)
            {
                throw new OvException(ErrorCode.Usage, "--trigger begins the steering, --amend with --domain ends it.", "ov run steer --trigger \"why\"");
            }

            run = words is null ? RunSteering.Begin(app, app.Caller, run, parse.GetValue(trigger) ?? "") : RunSteering.End(app, app.Caller, run, words, parse.GetValue(domain) ?? "");
            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) =>
            {
                view.Ok(words is null ? $"Run {answer.Run!.Name} is being steered: nothing new starts" : $"Run {answer.Run!.Name} goes on; its alignment note says what was decided");
                view.Hint(words is null ? $"Change its tasks, then: ov run steer {answer.Run.Name} --amend \"what was decided\"" : "ov note read alignment");
            });
        });
    }
}
