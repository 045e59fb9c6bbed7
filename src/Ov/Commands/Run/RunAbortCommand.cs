using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run abort</c>.</summary>
internal static class RunAbortCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var reason = new Option<string>("--reason") { Description = "Why; kept with the run and its tasks.", HelpName = "text", Required = true };
        var command = new Command("abort", "Give a run up: cancel what is unfinished, keep every branch (operator)") { name, reason };
        var guide = new CommandGuide("ov run abort run-2 --reason \"superseded by run-1\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["stop"],
            Answer = () => RunJson.Default.RunAbortAnswer,
            Writes = true, About = "Refused while agents live: stop them first, their work is kept. Branches, worktrees and commits stay.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var (run, canceled) = RunAborter.Abort(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(reason)!);
            return CommandResult.Of(
                new RunAbortAnswer(RunShowCommand.Answer(app, run).Run!, [.. canceled.Select(task => task.Id)]), () => RunJson.Default.RunAbortAnswer,
                (answer, view) => view.Ok($"Run {answer.Run.Name} aborted; {answer.CanceledTasks.Count} unfinished task{(answer.CanceledTasks.Count == 1 ? "" : "s")} canceled, every branch kept"));
        });
    }
}
