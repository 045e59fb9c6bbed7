using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Commands;

/// <summary><c>ov stop &lt;agent&gt;…</c>: end agents with everything they started; their work stays.</summary>
internal static class StopCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agents = new Argument<string[]>("agent") { Description = "Names or ids.", Arity = ArgumentArity.ZeroOrMore }.Completes(Candidate.LiveAgent);
        var all = new Option<bool>("--all") { Description = "Every live agent; with --run those of one run." };
        var clean = new Option<bool>("--clean-worktree") { Description = "Also remove the worktree, and the branch when all of it has landed." };
        var force = new Option<bool>("--force") { Description = "With --clean-worktree: also unlanded or uncommitted work, after keeping it under a backup ref." };
        var command = new Command("stop", "Stop agents; their work is kept") { agents, all, clean, force };
        var guide = new CommandGuide("ov stop builder-3", "ov stop --all", "ov stop builder-3 --clean-worktree")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.Dirty, ErrorCode.Unlanded], SeeAlso = ["sling", "worktree remove"],
            Answer = () => StopJson.Default.StopAnswer,
            Writes = true, Daily = true, About = "Ends the agent's whole process tree, gives its task back and says where its branch and worktree are. A new incarnation goes on with 'ov sling <task> --restart'.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var request = new StopRequest(parse.GetValue(agents) ?? [], parse.GetValue(all), parse.GetValue(clean), parse.GetValue(force));
            var results = AgentStop.Run(app, app.Caller, request);
            return CommandResult.Of(StopAnswer.Of(results), () => StopJson.Default.StopAnswer, StopView.Write, StopAnswer.ExitOf(results));
        });
    }
}
