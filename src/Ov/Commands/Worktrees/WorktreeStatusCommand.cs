using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree status [agent…]</c>: what lies in the worktrees, and what keeps them.</summary>
internal static class WorktreeStatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var which = new Argument<string[]>("worktree") { Description = "Agents, paths or branches; all by default.", Arity = ArgumentArity.ZeroOrMore };
        var size = new Option<bool>("--size") { Description = "Also add up the files, which takes its time." };
        return runner.Define(
            new Command("status", "Show uncommitted and unlanded work in worktrees") { which, size },
            new CommandGuide("ov worktree status", "ov worktree status builder-1 --json") { Answer = () => WorktreeJson.Default.WorktreeStatusAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["merge"] },
            (app, parse) =>
            {
                var asked = parse.GetValue(which) ?? [];
                var records = asked.Length > 0 ? [.. asked.Select(text => WorktreeFinder.Require(app, text))] : app.Ledger.Read(WorktreeStore.Present);
                return CommandResult.Of(
                    new WorktreeStatusAnswer([.. new WorktreeInspector(app).LookAll(records, parse.GetValue(size)).Select(WorktreeStatusItem.Of)]),
                    WorktreeJson.Default.WorktreeStatusAnswer, WorktreeView.WriteStatus);
            });
    }
}
