using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;

namespace Ov.Commands.Reviewing;

/// <summary>What waits for the operator.</summary>
internal sealed record ReviewListAnswer(IReadOnlyList<ReviewItem> Items)
{
    public int Count => Items.Count;
}

/// <summary>What landing a branch would bring.</summary>
/// <param name="Seen">The target as it is.</param>
/// <param name="Tree">The tree that would land; null with conflicts.</param>
/// <param name="Entry">Null when it is not in the queue.</param>
/// <param name="Diff">From the target to that tree; with conflicts, what the branch changes.</param>
internal sealed record ReviewShowAnswer(
    string BranchName, string Target, string Tip, string Seen, string? Tree, string? TaskId, int? TaskNumber, string? Title, string? Summary, bool Approved, MergeItem? Entry,
    IReadOnlyList<ReviewCommit> Commits, IReadOnlyList<ReviewFile> Files, IReadOnlyList<string> ConflictFiles, IReadOnlyList<ReviewCheck> Checks, string Diff)
{
    public static ReviewShowAnswer Of(Sql sql, BranchReview review) => new(
        review.Branch, review.Target, review.Tip, review.Seen, review.Tree, review.Task?.Id, review.Task?.Number, review.Task?.Title, review.Summary,
        review.Entry is { } open && LandingReview.IsApproved(open), review.Entry is { } entry ? MergeItem.Of(sql, entry) : null,
        [.. review.Commits.Select(commit => new ReviewCommit(commit.Oid, commit.Subject, commit.Author.Name, commit.CommittedAt))],
        [.. review.Files.Select(file => new ReviewFile(file.Path, Change(file.Kind), file.OldPath))], review.Conflicts, review.Checks, review.Diff);

    private static string Change(char kind) => kind switch { 'A' => "added", 'D' => "deleted", 'R' => "renamed", 'C' => "copied", 'T' => "type", _ => "modified" };
}

internal sealed record ReviewCommit(string Commit, string Subject, string Author, DateTimeOffset CommittedAt);

/// <param name="Change">added, modified, deleted, renamed, copied, or type.</param>
internal sealed record ReviewFile(string Path, string Change, string? OldPath);

/// <summary>A branch that may land.</summary>
internal sealed record ReviewApproveAnswer(MergeItem Entry, string Tip);

/// <summary>A branch that was sent back.</summary>
/// <param name="MailId">The one mail with all comments; null when its owner is not known.</param>
/// <param name="Restarted">Its owner had ended and was started again.</param>
internal sealed record ReviewCommentAnswer(
    string BranchName, MergeItem? Entry, string TaskId, int TaskNumber, TaskState TaskState, string? AgentName, string? MailId, int Comments, bool Restarted, IReadOnlyList<string> Warnings)
{
    public static ReviewCommentAnswer Of(Sql sql, string branch, ReviewReturn returned, int comments) => new(
        branch, returned.Entry is { } entry ? MergeItem.Of(sql, entry) : null, returned.Task.Id, returned.Task.Number, returned.Task.State, returned.Owner?.Name, returned.Mail?.Id, comments, returned.Restarted,
        returned.NotRestarted is { } why ? [$"No agent was started on task {returned.Task.Number}: {why}"] : []);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(ReviewListAnswer))]
[JsonSerializable(typeof(ReviewShowAnswer))]
[JsonSerializable(typeof(ReviewApproveAnswer))]
[JsonSerializable(typeof(ReviewCommentAnswer))]
internal sealed partial class ReviewJson : JsonSerializerContext;
