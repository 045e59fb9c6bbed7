namespace Ov.Core.Tasks;

/// <summary>The rules that a report has to meet: nothing uncommitted is left behind, and what is called done can be landed.</summary>
public static class DoneGuard
{
    private const int FilesNamed = 5;

    /// <summary>Returns whether something of it can land; throws the rule that is broken.</summary>
    /// <param name="makesCommits">False for read-only roles and for leads, which may finish without a commit.</param>
    /// <exception cref="OvException">dirty, no-commit, ours-in-branch, state or usage.</exception>
    public static bool RequireDone(TaskRecord task, DoneEvidence evidence, DoneReport report, bool makesCommits)
    {
        if (report.NoChanges && string.IsNullOrWhiteSpace(report.Reason))
        {
            throw new OvException(ErrorCode.Usage, "--no-changes needs a reason: why is the task done although nothing was changed?", "Add --reason \"…\".");
        }

        RequireClean(task, evidence);
        RequireOnBranch(evidence);
        if (report.NoChanges && evidence.OwnCommits > 0)
        {
            throw new OvException(
                ErrorCode.State, $"The branch {evidence.Branch} has {Commits(evidence.OwnCommits)}, which --no-changes would leave behind.",
                "Report without --no-changes, so that they can land.");
        }

        if (makesCommits && !report.NoChanges && evidence.OwnCommits == 0 && evidence.Branch is not null)
        {
            throw new OvException(
                ErrorCode.NoCommit, $"The branch {evidence.Branch} has no commit of its own, so there is nothing of task {task.Number} to land.",
                "Commit the work first, or report --no-changes --reason \"…\" when nothing had to be changed.");
        }

        RequireNoneOfOurs(evidence);
        return evidence.OwnCommits > 0;
    }

    private static void RequireClean(TaskRecord task, DoneEvidence evidence)
    {
        if (evidence.Uncommitted.Count > 0)
        {
            throw new OvException(
                ErrorCode.Dirty, $"The worktree of task {task.Number} has uncommitted changes: {Named(evidence.Uncommitted)}.",
                "Commit them, or discard what does not belong to the task, then report again.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["files"] = evidence.Uncommitted },
            };
        }
    }

    private static void RequireOnBranch(DoneEvidence evidence)
    {
        if (evidence.CheckedOut != evidence.Branch)
        {
            throw new OvException(
                ErrorCode.State, $"The worktree has {evidence.CheckedOut ?? "no branch"} checked out, but the work of this task belongs on {evidence.Branch}.",
                $"Finish or abort what is in progress, then: git switch {evidence.Branch}");
        }
    }

    private static void RequireNoneOfOurs(DoneEvidence evidence)
    {
        if (evidence.Ours.Count > 0)
        {
            throw new OvException(
                ErrorCode.OursInBranch, $"The branch {evidence.Branch} changes files that ov wrote into the worktree: {Named(evidence.Ours)}.",
                "Take them out of the branch's commits, then report again.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["files"] = evidence.Ours },
            };
        }
    }

    private static string Named(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(FilesNamed)) + (files.Count > FilesNamed ? $" and {files.Count - FilesNamed} more" : "");

    private static string Commits(int count) => count == 1 ? "a commit of its own" : $"{count} commits of its own";
}
