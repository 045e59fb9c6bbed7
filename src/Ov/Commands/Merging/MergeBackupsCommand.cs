using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Json;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary><c>ov merge backups</c>: what was kept before a ref moved or a worktree went.</summary>
internal static class MergeBackupsCommand
{
    private const int Days = 30;

    public static Command Create(CommandRunner runner)
    {
        var prune = new Option<bool>("--prune") { Description = "Let go of old ones whose commits a branch or tag reaches (operator)." };
        var days = new Option<int>("--days") { Description = "How many days old is old.", HelpName = "n", DefaultValueFactory = _ => Days };
        var dryRun = new Option<bool>("--dry-run") { Description = "With --prune: say what would go; change nothing." };
        return runner.Define(
            new Command("backups", "List what was kept before a branch moved or a worktree went") { prune, days, dryRun },
            new CommandGuide("ov merge backups", "ov merge backups --prune --days 90 --dry-run")
            {
                Refusals = [ErrorCode.NotOperator], SeeAlso = ["undo", "worktree remove", "help merging"],
                Answer = () => MergeJson.Default.BackupsAnswer, Writes = true,
                About = "Each lies below refs/overstory/backup/ and can be looked at and brought back with git: git branch saved <ref>. "
                    + "One that is the only way to its commit is never pruned, whatever its age.",
            },
            (app, parse) =>
            {
                var count = parse.GetValue(days);
                if (count < 0)
                {
                    throw new OvException(ErrorCode.Usage, $"--days cannot be {count}.", "Give a number of days from 0 up.");
                }

                var dry = parse.GetValue(dryRun);
                IReadOnlyList<Backup> pruned = !parse.GetValue(prune) ? [] : dry ? Backups.Old(app, count) : Backups.Prune(app, app.Caller, count);
                return CommandResult.Of(
                    new BackupsAnswer(dry, Backups.All(app), pruned), MergeJson.Default.BackupsAnswer, Write);
            });
    }

    private static void Write(BackupsAnswer answer, TextView view)
    {
        if (answer.Pruned.Count > 0)
        {
            view.Line($"{(answer.DryRun ? "[dry-run] Would let go of" : "Let go of")} {answer.Pruned.Count}:");
            view.Table(["KEPT", "WHY", "OF", "REF"], answer.Pruned.Select(Row));
            view.Line();
        }

        if (answer.Count == 0)
        {
            view.Hint("Nothing is kept");
            return;
        }

        view.Table(["KEPT", "WHY", "OF", "COMMIT", "ALSO IN"], answer.Backups.Select(b => new[] { UtcMillis.Format(b.KeptAt), b.Why, b.Name, b.Commit[..12], b.HeldBy ?? "" }), "ALSO IN");
    }

    private static string[] Row(Backup item) => [UtcMillis.Format(item.KeptAt), item.Why, item.Name, item.Ref];
}
