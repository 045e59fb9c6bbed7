using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run check</c>.</summary>
internal static class RunCheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit 1 while it is not complete, 6 while a person has to decide, 8 when it is stuck." };
        var command = new Command("check", "Tell whether a run is complete, and what it waits for") { name, exitCode };
        var guide = new CommandGuide("ov run check", "ov run check --json")
        {
            Answer = () => RunJson.Default.RunCheck, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun], SeeAlso = ["run set", "coordinator check-complete", "task ready"],
            About = "A run is complete when each of its exit triggers that is on is met; with none on it never is. They come from its template or 'ov run set exit.taskTrackerEmpty=true',\n"
                + "else from coordinator.exitTriggers. A script goes round with: until ov run check --exit-code; do ov watch --once; done",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunArgument.Find(app, parse.GetValue(name));
            var answer = app.Ledger.Read(sql => RunCheck.Of(app, sql, run));
            return CommandResult.Of(answer, () => RunJson.Default.RunCheck, Write, parse.GetValue(exitCode) ? answer.Exit : 0);
        });
    }

    private static void Write(RunCheck answer, TextView view)
    {
        view.Line(answer.Complete ? $"{answer.Run} is complete." : $"{answer.Run} is not complete. {answer.Explanation.Sentence}");
        foreach (var (trigger, state) in answer.Triggers)
        {
            view.Line($"  {(state.Met ? "met" : "not met"),-8} {trigger}{(state.Enabled ? "" : " (not enabled)")}: {state.Detail}");
        }

        foreach (var row in answer.Explanation.Waiting)
        {
            view.Line($"  {row.Reason.Word()}: {row.Sentence}");
        }
    }
}
