using Ov.Cli;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary>What an agent changed, for people: control characters are shown, never obeyed.</summary>
internal static class WorkDiffView
{
    private const int ShortCommit = 10;

    public static void Write(WorkDiff diff, TextView view)
    {
        view.Line($"{diff.AgentName}: {diff.Branch ?? "no branch"}{(diff.BaseCommit is { } start ? $" against {diff.BaseBranch ?? "its beginning"} at {Short(start)}" : "")}");
        if (diff.WorktreePath is null)
        {
            view.Hint("Its worktree is gone; what is committed is all there is");
        }

        foreach (var commit in diff.Commits)
        {
            view.Line($"  {Short(commit.Commit)} {VisibleText.OneLine(commit.Subject)}");
        }

        foreach (var file in diff.Files)
        {
            view.Line($"  {file.Place.Word(),-11} {file.Change,-8} {VisibleText.OneLine(file.From is null ? file.Path : $"{file.From} → {file.Path}")}");
        }

        if (diff.Files.Count == 0)
        {
            view.Hint("Nothing is changed");
        }

        Part("Committed", diff.Committed, view);
        Part("Not committed", diff.Uncommitted, view);
        if (diff.Cut)
        {
            view.Hint($"Not all of it is shown; the whole: git -C {VisibleText.OneLine(diff.WorktreePath ?? ".")} diff {diff.BaseCommit ?? "HEAD"}");
        }
    }

    private static string Short(string commit) => commit[..Math.Min(ShortCommit, commit.Length)];

    private static void Part(string heading, string patch, TextView view)
    {
        if (patch.Length == 0)
        {
            return;
        }

        view.Line();
        view.Line(heading);
        foreach (var line in VisibleText.Lines(patch.TrimEnd('\n')))
        {
            view.Line(line);
        }
    }
}
