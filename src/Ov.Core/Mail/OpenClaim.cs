namespace Ov.Core.Mail;

/// <summary>A claim that waits for its acknowledgement.</summary>
/// <param name="ClaimedBy">Whose death gives it back: the text form of a process identity, marked when it stands for a whole session.</param>
public sealed record OpenClaim(string ClaimId, string ClaimedBy, string Recipient, string? RecipientId, int Count);
