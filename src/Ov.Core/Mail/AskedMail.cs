namespace Ov.Core.Mail;

/// <summary>A question and its answer.</summary>
/// <param name="ClaimId">Under which the answer was taken; empty when another reader of the inbox had it first.</param>
public sealed record AskedMail(string Id, string To, MailItem Answer, long WaitedMs, string ClaimId)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text { get; init; } = "";
}
