using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary>Reviews for people.</summary>
internal static class ReviewView
{
    public static void Write(ReviewShowAnswer answer, TextView view, bool whole)
    {
        view.Heading($"{answer.BranchName} → {answer.Target}");
        Field(view, "task", answer.Title is null ? null : $"#{answer.TaskNumber} {answer.Title}");
        Field(view, "summary", answer.Summary);
        Field(view, "state", answer.Entry is { } entry ? $"{entry.Status.Word()}{(answer.Approved ? ", approved" : "")}{(entry.Reason is { } why ? $": {why}" : "")}" : "not in the queue");
        Field(view, "commit", $"{answer.Tip[..12]} onto {answer.Seen[..12]}");
        foreach (var commit in answer.Commits)
        {
            view.Field("", 8, $"{commit.Commit[..12]} {commit.Subject} ({commit.Author})");
        }

        Field(view, "conflict", string.Join(", ", answer.ConflictFiles));
        foreach (var check in answer.Checks)
        {
            view.Field("check", 8, $"{check.Name}: {(answer.Tree is null ? "nothing would land" : check.State switch { CheckState.NotRun => "not run on this tree", CheckState.Passed => "passed on this tree", _ => "failed on this tree" })}");
            if (check.State == CheckState.Failed)
            {
                view.Raw(check.Output);
            }
        }

        foreach (var file in answer.Files)
        {
            view.Field(file.Change, 8, file.OldPath is { } old ? $"{old} → {file.Path}" : file.Path);
        }

        if (whole)
        {
            view.Line();
            view.Raw(answer.Diff);
        }
    }

    public static void WriteReturned(ReviewCommentAnswer answer, TextView view)
    {
        view.Ok($"{answer.BranchName} goes back{(answer.AgentName is { } agent ? $" to {agent}" : "")}: task {answer.TaskNumber} is {answer.TaskState.Word().Replace('_', ' ')} again");
        if (answer.MailId is not null && !answer.Restarted)
        {
            view.Hint($"It has one mail with {(answer.Comments == 0 ? "your words" : answer.Comments == 1 ? "your comment" : $"your {answer.Comments} comments")}");
        }

        if (answer.Restarted)
        {
            view.Hint($"{answer.AgentName} was started again on the branch");
        }

        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
            view.Hint($"ov sling {answer.TaskId} --restart");
        }
    }

    private static void Field(TextView view, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            view.Field(name, 8, value);
        }
    }
}
