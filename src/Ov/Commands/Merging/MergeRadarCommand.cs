using System.CommandLine;
using Ov.Cli;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary><c>ov merge radar</c>: which branches will conflict, before they are finished.</summary>
internal static class MergeRadarCommand
{
    public static Command Create(CommandRunner runner) => runner.Define(
        new Command("radar", "Show which branches conflict, and the order that conflicts least"),
        new CommandGuide("ov merge radar", "ov merge radar --json")
        {
            Answer = () => MergeJson.Default.RadarAnswer, SeeAlso = ["merge", "help merging"],
            About = "Compares what is queued and the worktrees of agents and people, two by two, with what is uncommitted there; no checkout, index or ref is touched. "
                + "What was compared once is remembered until either side changes. A branch that conflicts with one before it in the order has to be rebased when that has landed.",
        },
        (app, _) => CommandResult.Of(RadarAnswer.Of(Radar.Look(app)), MergeJson.Default.RadarAnswer, Write));

    private static void Write(RadarAnswer answer, TextView view)
    {
        if (answer.Order.Count == 0)
        {
            view.Hint("Nothing is on its way to a target");
            return;
        }

        if (answer.Conflicts.Count > 0)
        {
            view.Table(["BRANCH", "CONFLICTS WITH", "FILES"], answer.Conflicts.Select(pair => new[] { pair.One, pair.Other, string.Join(", ", pair.Files) }));
            view.Line();
        }
        else
        {
            view.Ok($"None of {answer.Pairs} pairs conflicts");
        }

        view.Line("Land in this order:");
        view.Table(["BRANCH", "TARGET", "AGENT", "FIRST"], answer.Order.Select(Row), "AGENT");
    }

    private static string[] Row(RadarItem item) =>
    [
        item.BranchName, item.Target, item.AgentName ?? "",
        item.ConflictsWithTarget.Count > 0 ? $"rebase: conflicts with {item.Target} in {string.Join(", ", item.ConflictsWithTarget)}"
        : item.ConflictsWith.Count > 0 ? $"rebase after {string.Join(", ", item.ConflictsWith)}"
        : item.Uncommitted ? "commit"
        : "",
    ];
}
