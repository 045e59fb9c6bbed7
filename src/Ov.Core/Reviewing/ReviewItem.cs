using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Scopes;
using Ov.Core.Tasks;

namespace Ov.Core.Reviewing;

/// <summary>What kind of thing waits for the operator.</summary>
[JsonConverter(typeof(SnakeEnum<ReviewKind>))]
public enum ReviewKind
{
    Escalation,
    Question,
    Gate,
    Branch,
}

/// <summary>One thing that waits for the operator.</summary>
/// <param name="Id">Of the mail, of the gate, of the entry in the merge queue, or of the task that was reported and not queued yet.</param>
/// <param name="From">Who asks, or worked on the branch.</param>
/// <param name="Approved">The operator has approved this very commit: whoever merges next lands it.</param>
/// <param name="Reason">Why a queued branch has not landed; the kind of a gate.</param>
/// <param name="Next">The command that deals with it.</param>
public sealed record ReviewItem(
    ReviewKind Kind, string Id, string Title, string? From, string? Branch, string? Target, string? TaskId, int? TaskNumber, bool Approved, string? Reason, DateTimeOffset Since, string Next)
{
    internal static ReviewItem Of(Message mail) => new(
        mail.Type == MailType.Escalation ? ReviewKind.Escalation : ReviewKind.Question, mail.Id, mail.Subject, mail.Sender, null, null, mail.TaskId, null, false, null, mail.CreatedAt,
        ScopeRequest.HowToAnswer(mail));

    internal static ReviewItem Of(Sql sql, GateRecord gate)
    {
        var task = gate.TaskId is { } id ? TaskStore.ById(sql, id) : null;
        return new ReviewItem(ReviewKind.Gate, gate.Id, gate.Question, gate.OpenedBy, null, null, task?.Id, task?.Number, false, gate.Kind.Word(), gate.OpenedAt, $"ov gate show {gate.Id}");
    }

    internal static ReviewItem Of(Sql sql, MergeEntry entry)
    {
        var task = entry.TaskId is { } id ? TaskStore.ById(sql, id) : null;
        return new ReviewItem(
            ReviewKind.Branch, entry.Id, task?.Title ?? entry.Branch, entry.AgentId is { } agent ? AgentStore.ById(sql, agent)?.Name : null, entry.Branch, entry.Target, task?.Id, task?.Number,
            LandingReview.IsApproved(entry), entry.Reason, entry.CreatedAt, Show(entry.Branch));
    }

    internal static ReviewItem Of(Sql sql, TaskRecord task, string target) => new(
        ReviewKind.Branch, task.Id, task.Title, task.OwnerId is { } owner ? AgentStore.ById(sql, owner)?.Name : null, task.Branch, target, task.Id, task.Number, false, null,
        task.CompletedAt ?? task.UpdatedAt, Show(task.Branch!));

    private static string Show(string branch) => $"ov review show {branch}";
}
