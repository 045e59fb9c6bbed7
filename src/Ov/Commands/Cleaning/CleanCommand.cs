using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Cleaning;

namespace Ov.Commands.Cleaning;

/// <summary><c>ov clean</c>: takes away everything that ended agents left, after its plan was seen.</summary>
internal static class CleanCommand
{
    public static Command Create(CommandRunner runner)
    {
        var completed = new Option<bool>("--completed") { Description = "Of agents that completed (the default)." };
        var all = new Option<bool>("--all") { Description = "Of every agent that has ended; without --run also the checkouts in which merges are built, and kept setup folders." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the plan; change nothing." };
        return runner.Define(
            new Command("clean", "Clean up after agents that have ended; their work is kept") { completed, all, dryRun },
            new CommandGuide("ov clean --dry-run", "ov clean --yes", "ov clean --run run-2 --all --yes")
            {
                Refusals = [ErrorCode.NeedsConfirmation, ErrorCode.NotOperator, ErrorCode.State, ErrorCode.NotFound], SeeAlso = ["worktree clean", "merge backups", "doctor"],
                Answer = () => CleanJson.Default.CleanAnswer,
                About = "Worktrees and branches of ended agents, refs that nothing needs and, with --all, folders that are made anew when needed. "
                    + "Commits that have not landed and uncommitted changes are kept under refs/overstory/backup/ first, and each removal says how to bring them back. "
                    + "The ledger, mail, notes and logs stay, and so does everything that ov did not make. Refused while agents are at work; with --run while agents of that run are. "
                    + "The operator confirms the plan: at the terminal, or with --yes.",
                Writes = true,
            },
            (app, parse) => Clean(app, parse.GetValue(completed), parse.GetValue(all), parse.GetValue(dryRun)));
    }

    private static CommandResult Clean(OvApp app, bool completed, bool all, bool dryRun)
    {
        if (completed && all)
        {
            throw new OvException(ErrorCode.Usage, "--completed and --all exclude each other.");
        }

        var cleaner = new Cleaner(app, all);
        var plan = cleaner.Plan();
        if (!dryRun && !plan.IsEmpty)
        {
            app.Caller.RequireOperator("clean up");
            Confirm(app, plan);
            plan = cleaner.Run(app.Caller, plan);
        }

        var answer = CleanAnswer.Of(dryRun, plan);
        return CommandResult.Of(answer, CleanJson.Default.CleanAnswer, CleanView.Write, answer.Exit);
    }

    private static void Confirm(OvApp app, CleanPlan plan)
    {
        IReadOnlyList<string> lines = [.. plan.Lines];
        if (app.Environment.ErrorIsTerminal && !app.Options.Yes)
        {
            CleanView.WritePlan(app.Environment, lines);
        }

        Confirmation.Require(app, new OvException(
            ErrorCode.NeedsConfirmation, $"{lines.Count} {(lines.Count == 1 ? "thing" : "things")} would go; what has not landed is kept under backup refs.", "Look with --dry-run, then confirm with --yes.")
        {
            Lists = new Dictionary<string, IReadOnlyList<string>> { ["plan"] = lines },
        });
    }
}
