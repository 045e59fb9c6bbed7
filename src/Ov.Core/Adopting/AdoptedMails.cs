using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Adopting;

/// <summary>Overstory's messages as ours: ids, threads and payloads stay, so that what agents wrote down about them still holds.</summary>
internal static class AdoptedMails
{
    public static List<AdoptedMessage> For(OverstoryFacts facts, List<string> problems)
    {
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var messages = facts.Mails.Select(mail => Of(mail, unknown)).ToList();
        if (unknown.Count > 0)
        {
            problems.Add($"{OverstoryFolder.Mail}: messages of types that ov does not know came as info: {string.Join(", ", unknown)}.");
        }

        return messages;
    }

    private static AdoptedMessage Of(ForeignMail mail, SortedSet<string> unknown)
    {
        if (!SnakeCase.TryParse<MailType>(mail.Type, out var type))
        {
            unknown.Add(mail.Type);
            type = MailType.Info;
        }

        var isJson = mail.Payload is { Length: > 0 } payload && IsObject(payload);
        var recipient = AdoptedNames.Party(mail.To);
        return new AdoptedMessage(
            mail, mail.Id, AdoptedNames.Party(mail.From), recipient, type, SnakeCase.TryParse<MailPriority>(mail.Priority, out var priority) ? priority : MailPriority.Normal,
            isJson ? mail.Payload : null, isJson || mail.Payload is not { Length: > 0 } text ? mail.Body : $"{mail.Body}\n\nPayload: {text}",
            // No agent of Overstory's lives here, so nobody but the desk can still read what was not read.
            mail.IsRead ? MailState.Read : recipient == Caller.OperatorName ? MailState.Queued : MailState.Dead);
    }

    private static bool IsObject(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
