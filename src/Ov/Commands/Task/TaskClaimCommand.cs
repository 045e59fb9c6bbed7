using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task claim</c>.</summary>
internal static class TaskClaimCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var agent = CallerOption.Create();
        var command = new Command("claim", "Take a ready task; of several claimers exactly one gets it") { task, agent };
        var guide = new CommandGuide("ov task claim 3", "ov task claim 3 --agent builder-1 --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.NotReady, ErrorCode.State, ErrorCode.AlreadyClaimed, ErrorCode.Held], SeeAlso = ["help states"],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "Only agents hold tasks. Exit 5 (already-claimed) names the holder; exit 4 (not-ready) names what it waits for.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var claimed = TaskClaimer.Claim(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!));
            return CommandResult.Of(
                TaskAnswer.Of(app, claimed), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok($"Task {answer.Task.Number} is yours: {answer.Task.Title}"));
        });
    }
}
