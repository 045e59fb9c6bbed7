namespace Ov.Core.Mail;

/// <summary>A message to one recipient, before it has an id.</summary>
/// <param name="Sender">A live agent's name, <c>operator</c>, or <c>system</c> for what ov itself says.</param>
/// <param name="Recipient">An agent's name or <c>operator</c>.</param>
public sealed record MailDraft(string Sender, string Recipient, MailType Type, string Subject, string Body)
{
    public string? SenderId { get; init; }

    /// <summary>The incarnation meant; null lets the newest live bearer of the name have it.</summary>
    public string? RecipientId { get; init; }

    public MailPriority Priority { get; init; } = MailPriority.Normal;

    /// <summary>A JSON object, already checked against the type.</summary>
    public string? Payload { get; init; }

    public string? ThreadId { get; init; }

    public string? ReplyTo { get; init; }

    public string? RunId { get; init; }

    public string? TaskId { get; init; }

    public string? AddressedTo { get; init; }

    public string? IdempotencyKey { get; init; }
}
