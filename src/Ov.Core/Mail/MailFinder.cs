using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Core.Mail;

/// <summary>Which message a word on the command line means.</summary>
public static class MailFinder
{
    private const string Kind = "msg-";

    /// <summary>By id, or a unique prefix of its random part.</summary>
    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static Message Require(Sql sql, string text)
    {
        var random = text.StartsWith(Kind, StringComparison.Ordinal) ? text[Kind.Length..] : text;
        var fits = MailStore.ById(sql, text) is { } exact ? [exact]
            : random.Length >= 2 ? MailStore.ByPrefix(sql, Kind + random, 5)
            : [];
        return fits.Count switch
        {
            1 => fits[0],
            0 => throw new OvException(ErrorCode.NotFound, $"There is no mail '{text}'.{Near(sql, text)}", "See 'ov mail list'."),
            _ => throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several mails: {string.Join(", ", fits.Select(message => message.Id))}."),
        };
    }

    /// <summary>The nearest of the newest, by id or by subject.</summary>
    private static string Near(Sql sql, string text)
    {
        var newest = MailStore.Select(sql, new MailFilter(null, null, null, null, Unread: false, Limit: 200));
        var near = Nearest.To(text, newest.Select(message => message.Id[Kind.Length..])) is { } random ? newest.First(message => message.Id == Kind + random)
            : Nearest.To(text, newest.Select(message => message.Id)) is { } id ? newest.First(message => message.Id == id)
            : Nearest.To(text, newest.Select(message => message.Subject)) is { } subject ? newest.First(message => message.Subject == subject)
            : null;
        return near is null ? "" : $" Did you mean {near.Id}, '{VisibleText.OneLine(near.Subject)}'?";
    }
}
