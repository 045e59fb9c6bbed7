namespace Ov.Core.Trackers;

/// <summary>An issue as its tracker has it, in our words; whoever wrote it is nobody that ov knows, so its text is made harmless.</summary>
/// <param name="Needs">Ids of the issues that block it.</param>
/// <param name="Mark">Our id of the task that it was made of; null for issues of people.</param>
public sealed record TrackerIssue(string Id, string Title, string Body, IssueStatus Status, int Priority, string Type, IReadOnlyList<string> Needs, string? Mark);

/// <summary>A change that a tracker has.</summary>
/// <param name="Before">Null for an issue that was made for it.</param>
public sealed record IssueWritten(TrackerIssue? Before, TrackerIssue After);

/// <summary>States of an issue that the trackers have between them.</summary>
public enum IssueStatus
{
    Open,
    InProgress,
    Blocked,
    Closed,
}

/// <summary>What an issue shall say; null leaves it as it is, and so does what it says already.</summary>
/// <param name="Id">Null for an issue that is to be made.</param>
/// <param name="Mark">Our id of the task.</param>
/// <param name="Needs">The whole list.</param>
/// <param name="Reason">Why it is closed.</param>
public sealed record IssueChange(
    string? Id, string Mark, string? Title = null, string? Body = null, int? Priority = null, IssueStatus? Status = null, IReadOnlyList<string>? Needs = null, string Reason = "")
{
    public bool IsEmpty => Title is null && Body is null && Priority is null && Status is null && Needs is null;

    /// <summary>Only what differs: doing it again changes nothing.</summary>
    public IssueChange Since(TrackerIssue now) => this with
    {
        Title = Title == now.Title ? null : Title, Body = Body == now.Body ? null : Body, Status = Status == now.Status ? null : Status,
        Priority = Priority is { } wanted && TrackerWords.Priority(wanted) != TrackerWords.Priority(now.Priority) ? wanted : null,
        Needs = Needs is not null && !Needs.Order(StringComparer.Ordinal).SequenceEqual(now.Needs.Order(StringComparer.Ordinal)) ? Needs : null,
    };
}
