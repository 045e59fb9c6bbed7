namespace Ov.Core.Mail;

/// <summary>Messages taken out of an inbox by one reader, until they are acknowledged or go back.</summary>
/// <param name="ClaimId">Empty when nothing was waiting.</param>
/// <param name="Messages">Oldest first.</param>
public sealed record MailClaim(string ClaimId, IReadOnlyList<Message> Messages)
{
    public static readonly MailClaim Nothing = new("", []);

    public bool IsEmpty => Messages.Count == 0;
}
