namespace Ov.Core.Mail;

/// <summary>What a reader takes from its inbox. It is acknowledged only after it was shown.</summary>
/// <param name="Agent">The inbox.</param>
/// <param name="ClaimId">Empty when nothing was waiting.</param>
public sealed record CheckedMail(string Agent, int Count, IReadOnlyList<MailItem> Messages, string ClaimId)
{
    /// <summary>The same messages in the form that enters an agent's context; empty when there are none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>Not even "nothing" is said: the check was skipped.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Silent { get; init; }
}
