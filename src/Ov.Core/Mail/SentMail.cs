namespace Ov.Core.Mail;

/// <summary>The answer to a sender.</summary>
/// <param name="Id">The first message.</param>
/// <param name="MessageIds">All of them: one a recipient.</param>
/// <param name="Duplicate">True when this idempotency key was used before: nothing was sent again.</param>
/// <param name="TaskId">The task that this mail completed.</param>
/// <param name="TaskState">Its state now.</param>
/// <param name="MergeId">The entry of the merge queue that this mail made.</param>
public sealed record SentMail(
    string Id, IReadOnlyList<string> MessageIds, int RecipientCount, IReadOnlyList<SentTo> Recipients, bool Duplicate,
    string? TaskId = null, string? TaskState = null, string? MergeId = null)
{
    public static SentMail Of(IReadOnlyList<Message> messages, bool duplicate = false) => new(
        messages[0].Id, [.. messages.Select(message => message.Id)], messages.Count, [.. messages.Select(SentTo.Of)], duplicate);
}

/// <summary>One recipient of what was sent.</summary>
/// <param name="To">Whose inbox it is in.</param>
/// <param name="AddressedTo">What the sender typed.</param>
/// <param name="Redirected">True when the addressee has ended and <paramref name="To"/> answers for its work.</param>
public sealed record SentTo(string Id, string To, string AddressedTo, bool Redirected)
{
    public static SentTo Of(Message message) => new(
        message.Id, message.Recipient, message.AddressedTo,
        !MailGroup.IsGroup(message.AddressedTo) && !message.AddressedTo.Equals(message.Recipient, StringComparison.OrdinalIgnoreCase)
            && !(message.Recipient == Agents.Caller.OperatorName && MailRoute.IsDeskAlias(message.AddressedTo)));
}
