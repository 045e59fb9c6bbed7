namespace Ov.Core.Mail;

/// <summary>What a caller wants sent.</summary>
/// <param name="To">A name or a group address.</param>
/// <param name="Payload">JSON as typed, not yet checked.</param>
/// <param name="Task">The task it is about, as typed; null means the sender's own.</param>
/// <param name="IdempotencyKey">The same key from the same sender sends once.</param>
public sealed record MailSend(
    string To, string Subject, string Body, MailType Type = MailType.Status, MailPriority Priority = MailPriority.Normal,
    string? Payload = null, string? Task = null, string? IdempotencyKey = null);
