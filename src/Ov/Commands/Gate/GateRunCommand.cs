using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Checks;
using Ov.Core.Ledger;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate run</c>: the configured checks in a task's worktree.</summary>
internal static class GateRunCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (task, agent) = (TaskOptions.Task(), CallerOption.Create());
        var kind = new ChoiceOption("--kind", ["build", "test", "lint"]) { Description = "Only commands of this kind; a gate's name says which it is.", HelpName = "kind" };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now (operator)." };
        return runner.Define(
            new Command("run", "Run the configured checks in a task's worktree and judge them") { task, kind, trust, agent },
            new CommandGuide("ov gate run 4 --trust", "ov gate run 4 --kind test --trust --json")
            {
                Answer = () => GateJson.Default.GateCheckAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.Untrusted], SeeAlso = ["task done", "help checks"],
                About = "The gates run on the files as they lie there, committed or not, with their time limits. Tests pass at 0 failures and 0 errors, lint at 0 errors (an autonomous run: 0 warnings too), a build at exit status 0. "
                    + "Exit 1 when they do not pass. After 3 fixes that did not help the task is blocked, and a breaker gate asks how to go on. An agent whose own three versions fail ends as failed, with what was found; its work is kept.",
            },
            (app, parse, stop) =>
            {
                var caller = app.CallerAs(parse.GetValue(agent));
                var only = parse.GetValue(kind) is { } word ? SnakeCase.Parse<CheckKind>(word) : (CheckKind?)null;
                return Task.FromResult(Judged(app, TaskVerifier.Verify(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), only, parse.GetValue(trust), stop)));
            });
    }

    internal static CommandResult Judged(OvApp app, CheckOutcome outcome) => CommandResult.Of(
        app.Ledger.Read(sql => GateCheckAnswer.Of(sql, outcome)), () => GateJson.Default.GateCheckAnswer, GateView.WriteCheck, outcome.Check.Passed ? 0 : ErrorCode.Failed.Exit);
}
