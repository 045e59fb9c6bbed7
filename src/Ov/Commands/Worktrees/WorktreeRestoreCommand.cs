using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Json;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree restore &lt;agent|branch&gt;</c>: brings kept uncommitted work back.</summary>
internal static class WorktreeRestoreCommand
{
    public static Command Create(CommandRunner runner)
    {
        var which = new Argument<string>("agent") { Description = "An agent, or a branch." };
        var list = new Option<bool>("--list") { Description = "Show what was kept, newest first; change nothing." };
        var at = new Option<int>("--at") { Description = "Which one; 1 is the newest.", HelpName = "n", DefaultValueFactory = _ => 1 };
        var to = new Option<string?>("--to") { Description = "A new folder that gets a checkout of it, instead of the agent's worktree.", HelpName = "folder" };
        var force = new Option<bool>("--force") { Description = "Also over uncommitted work, which is kept under a backup ref first." };
        return runner.Define(
            new Command("restore", "Bring back uncommitted work that was kept") { which, list, at, to, force },
            new CommandGuide("ov worktree restore builder-1 --list", "ov worktree restore builder-1", "ov worktree restore builder-1 --at 1 --to ../rescued")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.Dirty], SeeAlso = ["worktree remove", "merge backups", "help worktrees"],
                Answer = () => WorktreeJson.Default.WorktreeRestoreAnswer, Writes = true,
                About = "Uncommitted work is kept under refs/overstory/wip/ after each turn without a report, every ten minutes of a long turn, and before an agent is stopped or another takes its "
                    + "worktree over: the last 20 of an agent. Ignored files never are, nor files over 10 MiB (what was left out is said). Commits are not touched: work that was kept on an older commit of the branch goes into a folder of its own.",
            },
            (app, parse) =>
            {
                var restorer = new WipRestorer(app, app.Caller);
                var owner = restorer.Owner(parse.GetValue(which)!);
                var restored = parse.GetValue(list) ? null : restorer.Restore(owner, parse.GetValue(at), parse.GetValue(force), parse.GetValue(to));
                var kept = restorer.Of(owner);
                return CommandResult.Of(new WorktreeRestoreAnswer(owner.Name, kept.Count, kept, restored), WorktreeJson.Default.WorktreeRestoreAnswer, Write);
            });
    }

    private static void Write(WorktreeRestoreAnswer answer, TextView view)
    {
        if (answer.Restored is { } restored)
        {
            view.Ok($"The work of {answer.Agent} from {UtcMillis.Format(answer.Snapshots[restored.Number - 1].At)} is in {restored.To}");
            if (restored.Backup is { } backup)
            {
                view.Hint($"What was there is kept in {backup}");
            }

            foreach (var left in answer.Snapshots[restored.Number - 1].LeftOut)
            {
                view.Hint($"Left out when it was kept: {left}");
            }
        }
        else if (answer.Count == 0)
        {
            view.Hint($"Nothing is kept of {answer.Agent}");
        }
        else
        {
            view.Table(["NO", "KEPT", "WHY", "BRANCH", "COMMIT", "LEFT OUT"], answer.Snapshots.Select(one => new[]
            {
                one.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), UtcMillis.Format(one.At), one.Why, one.Branch ?? "", one.Commit[..12], string.Join(", ", one.LeftOut),
            }), "LEFT OUT", "COMMIT");
        }
    }
}
