using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree remove &lt;agent|path&gt;…</c>.</summary>
internal static class WorktreeRemoveCommand
{
    public static Command Create(CommandRunner runner)
    {
        var which = new Argument<string[]>("worktree") { Description = "Agents, paths or branches.", Arity = ArgumentArity.OneOrMore };
        var force = new Option<bool>("--force") { Description = "Also with uncommitted or unlanded work, which is kept under a backup ref first (operator)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would go; change nothing." };
        return runner.Define(
            new Command("remove", "Remove worktrees; refuses work that has not landed") { which, force, dryRun },
            new CommandGuide("ov worktree remove builder-2", "ov worktree remove builder-4 --force --yes", "ov worktree remove builder-2 --dry-run")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.Dirty, ErrorCode.Unlanded, ErrorCode.Foreign, ErrorCode.NeedsConfirmation], SeeAlso = ["stop", "help worktrees"],
                Answer = () => WorktreeJson.Default.WorktreeRemoveAnswer,
                About = "Refused while its agent or that agent's agents live, with uncommitted work, with commits that have not landed, and for checkouts that ov did not make.",
                Writes = true,
            },
            (app, parse) => Remove(app, parse.GetValue(which)!, parse.GetValue(force), parse.GetValue(dryRun)));
    }

    private static CommandResult Remove(OvApp app, string[] asked, bool force, bool dryRun)
    {
        var results = new List<WorktreeResult>();
        var refusals = new List<OvException>();
        foreach (var text in asked)
        {
            try
            {
                results.Add(One(app, text, force, dryRun));
            }
            catch (OvException refusal) when (asked.Length > 1)
            {
                refusals.Add(refusal);
                results.Add(WorktreeResult.Refused(text, refusal));
            }
        }

        var exit = refusals.Count == 0 ? 0 : refusals.Count < asked.Length ? ErrorCode.Partly.Exit : refusals[0].Code.Exit;
        return CommandResult.Of(new WorktreeRemoveAnswer(dryRun, results), WorktreeJson.Default.WorktreeRemoveAnswer, WorktreeView.WriteRemove, exit);
    }

    private static WorktreeResult One(OvApp app, string text, bool force, bool dryRun)
    {
        var facts = new WorktreeInspector(app).Look(WorktreeFinder.Require(app, text));
        var verdict = WorktreeVerdict.For(facts, force);
        return WorktreeResult.Of(new CleanedWorktree(
            facts, verdict, dryRun && verdict.Refusal is null ? null : dryRun ? throw verdict.Refusal! : WorktreeRemover.Remove(app, app.Caller, facts, force)));
    }
}
