using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;
using Ov.Core.Runs;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator check-complete</c>: whether the enabled exit triggers are met.</summary>
internal static class CoordinatorCheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = CoordinatorOptions.Name("coordinator");
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit 1 while it is not complete." };
        var command = new Command("check-complete", "Tell whether the coordinator may end: every enabled trigger is met") { name, exitCode };
        var guide = new CommandGuide("ov coordinator check-complete", "ov coordinator check-complete --json")
        {
            Answer = () => CoordinatorJson.Default.CompletionTriggers, Refusals = [ErrorCode.NotFound], SeeAlso = ["config set", "run complete"],
            About = "Triggers are enabled by coordinator.exitTriggers.allAgentsDone, taskTrackerEmpty and onShutdownSignal; with none enabled it is never complete.\nAn agent counts as done when its work has landed.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.Caller;
            var answer = app.Ledger.Read(sql =>
            {
                var coordinator = caller.Agent is { Role: "coordinator" } self ? self : CoordinatorFinder.Find(sql, "coordinator", parse.GetValue(name));
                var run = app.Options.Run is null && coordinator is not null ? RunStore.ById(sql, coordinator.RunId)! : RunResolver.Require(app, sql, caller);
                return CompletionTriggers.Of(sql, app.Config.Coordinator, run, coordinator);
            });
            return CommandResult.Of(answer, () => CoordinatorJson.Default.CompletionTriggers, Write, parse.GetValue(exitCode) && !answer.Complete ? 1 : 0);
        });
    }

    private static void Write(CompletionTriggers answer, TextView view)
    {
        view.Line(answer.Complete ? $"{answer.Run} is complete." : $"{answer.Run} is not complete.");
        foreach (var (trigger, state) in answer.Triggers)
        {
            view.Line($"  {(state.Met ? "met" : "not met"),-8} {trigger}{(state.Enabled ? "" : " (not enabled)")}: {state.Detail}");
        }
    }
}
