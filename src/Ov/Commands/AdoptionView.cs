using Ov.Cli;
using Ov.Core.Adopting;

namespace Ov.Commands;

/// <summary>What <c>init</c> tells people about the state that Overstory left.</summary>
internal static class AdoptionView
{
    private const int BranchesShown = 10;

    public static void Write(AdoptionReport report, TextView view)
    {
        switch (report.State)
        {
            case "skipped":
                return;
            case "nothing-new":
                Fact(view, "Overstory", "nothing that was not imported before");
                break;
            default:
                Fact(view, "Overstory", $"{Verb(report.State)} {Counts(report.Counts)}");
                break;
        }

        Fact(view, "Kept", report.Backup is null ? "" : $"a copy of its files in {report.Backup}; the originals are untouched");
        Branches(report, view);
        foreach (var definition in report.Definitions.Where(definition => definition.Rewritten + definition.Unserved.Count > 0))
        {
            Fact(view, "Role", $"{definition.File}: {definition.Rewritten} command lines reach agents rewritten{(definition.Unserved.Count == 0 ? "" : $"; nothing serves {string.Join(", ", definition.Unserved)} yet")}");
        }

        foreach (var problem in report.Problems)
        {
            view.Warn(problem);
        }
    }

    private static void Branches(AdoptionReport report, TextView view)
    {
        foreach (var branch in report.Unlanded.Take(BranchesShown))
        {
            Fact(view, "Unlanded", $"{branch.Branch} of {branch.AgentName}: {Work(branch)}");
        }

        if (report.Unlanded.Count > BranchesShown)
        {
            Fact(view, "", $"and {report.Unlanded.Count - BranchesShown} more: ov status");
        }
    }

    private static string Work(AdoptedBranch branch) => string.Join(", ", new[]
    {
        branch.Commits > 0 ? Some(branch.Commits, "commit") : "",
        branch.Uncommitted > 0 ? $"{Some(branch.Uncommitted, "uncommitted file")} in {branch.WorktreePath}" : "",
    }.Where(part => part.Length > 0));

    private static string Verb(string state) => state == "imported" ? "imported" : state == "planned" ? "would import" : "would be refused:";

    private static string Counts(AdoptionCounts counts) => string.Join(", ", new[]
    {
        (counts.Runs, "run"), (counts.Agents, "agent"), (counts.Tasks, "task"), (counts.Worktrees, "worktree"), (counts.Messages, "mail"),
        (counts.Merges, "merge"), (counts.Groups, "group"), (counts.Specs, "spec"),
    }.Where(pair => pair.Item1 > 0).Select(pair => Some(pair.Item1, pair.Item2)).DefaultIfEmpty("nothing"))
        + (counts.UnreadMessages > 0 ? $" ({counts.UnreadMessages} unread for you)" : "");

    private static string Some(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static void Fact(TextView view, string name, string value)
    {
        if (value.Length > 0)
        {
            view.Line($"  {name,-12}{value}");
        }
    }
}
