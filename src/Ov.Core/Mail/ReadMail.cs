namespace Ov.Core.Mail;

/// <summary>One message, asked for by id.</summary>
/// <param name="AlreadyRead">Its reader acknowledged it before.</param>
/// <param name="Mine">True when the caller is its reader: showing it acknowledges it.</param>
public sealed record ReadMail(MailItem Message, bool AlreadyRead, bool Mine)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string ClaimId { get; init; } = "";

    [System.Text.Json.Serialization.JsonIgnore]
    public string Text { get; init; } = "";
}
