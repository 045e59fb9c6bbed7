using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Reviewing;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Gates;
using Ov.Core.Reviewing;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate</c>: walks what waits for a decision on a terminal, and lists it elsewhere.</summary>
internal static class GateCommands
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("gate", "Decide what work waits for: gates, and questions")
        {
            GateListCommand.Create(runner), GateShowCommand.Create(runner), GateOpenCommand.Create(runner), GateAnswerCommand.Create(runner),
            GateRunCommand.Create(runner), GateRecordCommand.Create(runner),
            GateDecideCommand.Create(
                runner, GateAnswer.Approve, "Answer yes at a gate, so that what it holds goes on (operator)", "ov gate approve gate-k3v9q2mz", "--body", "A word to whoever asked."),
            GateDecideCommand.Create(runner, GateAnswer.Reject, "Answer no; what is held waits until the same is asked again (operator)", "ov gate reject gate-k3v9q2mz --reason \"The export is missing.\"", "--reason", "Why; whoever asked reads it."),
            GateDecideCommand.Create(runner, GateAnswer.Skip, "Leave a task blocked whose checks keep failing (operator)", "ov gate skip gate-k3v9q2mz --reason \"Not worth it.\"", "--reason", "Why; whoever asked reads it."),
            GateDecideCommand.Create(runner, GateAnswer.Accept, "Take work although its review keeps finding something (operator)", "ov gate accept gate-k3v9q2mz --caveats \"No tests for tabs.\"", "--caveats", "With what it is taken; kept with the answer."),
            GateDecideCommand.Create(runner, GateAnswer.Abort, "Give up what a gate asks about; at a breaker, the run (operator)", "ov gate abort gate-k3v9q2mz --reason \"Wrong approach.\"", "--reason", "Why; whoever asked reads it."),
        };
        return runner.Define(
            command,
            new CommandGuide("ov gate", "ov gate --json")
            {
                Answer = () => GateJson.Default.GateListAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["review", "status", "help gates"],
                About = "On a terminal each gate and question is shown with what it rests on, and you answer it or go on to the next. Elsewhere what is pending is listed, as 'ov gate list --pending' does.",
            },
            (app, parse, stop) =>
            {
                var environment = app.Environment;
                if (!app.Options.Json && !app.Options.Quiet && environment.InIsTerminal && environment.OutIsTerminal)
                {
                    new ReviewWalk(app, new TextView(environment, app.Options), stop).Go(ReviewList.Decisions(app));
                }

                return Task.FromResult(CommandResult.Of(GateListCommand.Pending(app), () => GateJson.Default.GateListAnswer, GateView.WriteList));
            });
    }

    internal static Argument<string> Gate() => new Argument<string>("gate") { Description = "Its id, or a unique prefix of it." }.Completes(Candidate.Gate);

    internal static GateRecord Find(OvApp app, string text) => app.Ledger.Read(sql => GateFinder.Require(sql, text));

    internal static GateShowAnswer Shown(OvApp app, GateRecord gate) => new(app.Ledger.Read(sql => GateItem.Of(sql, gate)));

    /// <summary>What every verb that answers does.</summary>
    internal static CommandResult Decide(OvApp app, Caller caller, string text, GateAnswer answer, string words) => CommandResult.Of(
        Shown(app, GateDecider.Decide(app, caller, Find(app, text), answer, words)), () => GateJson.Default.GateShowAnswer, (decided, view) => GateView.WriteDecided(decided.Gate, view));
}
