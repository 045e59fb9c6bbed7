using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Templates;

namespace Ov.Commands.Runs;

/// <summary><c>ov run set</c>.</summary>
internal static class RunSetCommand
{
    public static Command Create(CommandRunner runner)
    {
        var assignments = new Argument<string[]>("key=value") { Description = "Keys of a template, such as dispatch.cap=2.", Arity = ArgumentArity.OneOrMore }.Completes(Candidate.Text);
        var command = new Command("set", "Change what the current run goes by (operator)") { assignments };
        var guide = new CommandGuide("ov run set dispatch.cap=2 --run run-1", "ov run set exit.taskTrackerEmpty=true --run run-1")
        {
            Refusals = [ErrorCode.AmbiguousRun, ErrorCode.InvalidConfig, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["run check", "help templates"], Answer = () => RunJson.Default.RunPolicyAnswer, Writes = true,
            About = "A run keeps its template as it was at the start; this changes that copy, and no file. Every key that is wrong is named, and then nothing is changed.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = PolicySetter.Set(app, app.Caller, RunArgument.Find(app, null), parse.GetValue(assignments)!);
            return CommandResult.Of(new RunPolicyAnswer(run.Name, RunTemplate.Of(run)), () => RunJson.Default.RunPolicyAnswer, (answer, view) => view.Ok($"Run {answer.Run} goes by {string.Join(", ", parse.GetValue(assignments)!)}"));
        });
    }
}

/// <param name="Policy">The whole of it, as it is now.</param>
internal sealed record RunPolicyAnswer(string Run, RunTemplate Policy);
