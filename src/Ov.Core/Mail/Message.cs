using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Mail;

/// <summary>Typed mail between two parties, in a thread. Sent is not seen: delivery, claim and acknowledgement are recorded.</summary>
/// <param name="ThreadId">The id of the thread's first message.</param>
/// <param name="RecipientId">The incarnation it was addressed to; null for the operator.</param>
/// <param name="AddressedTo">What the sender typed: the name, or the group address it was expanded from.</param>
/// <param name="ClaimId">The claim under which it was delivered, until it is acknowledged or goes back.</param>
public sealed record Message(
    long Seq, string Id, string ThreadId, string? ReplyTo, string? RunId, string? TaskId, string Sender, string? SenderId, string Recipient,
    string? RecipientId, string AddressedTo, MailType Type, MailPriority Priority, string Subject, string Body, string? Payload, MailState State,
    int Attempts, string? ClaimId, string? ClaimedBy, DateTimeOffset? ClaimedAt, DateTimeOffset? ReadAt, DateTimeOffset CreatedAt);

/// <summary>Overstory's mail types, and <c>info</c>.</summary>
[JsonConverter(typeof(SnakeEnum<MailType>))]
public enum MailType
{
    Status,
    Question,
    Result,
    Error,
    WorkerDone,
    WorkerDied,
    MergeReady,
    Merged,
    MergeFailed,
    Escalation,
    HealthCheck,
    Dispatch,
    Assign,
    DecisionGate,
    Info,
}

[JsonConverter(typeof(SnakeEnum<MailPriority>))]
public enum MailPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>States of a message (contract, "State transitions").</summary>
[JsonConverter(typeof(SnakeEnum<MailState>))]
public enum MailState
{
    Queued,
    Delivered,
    Read,
    Answered,
    Dead,
}
