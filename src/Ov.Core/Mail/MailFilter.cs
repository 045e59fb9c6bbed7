using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Which messages a list shows; null means any.</summary>
/// <param name="Unread">Only those that their reader has not acknowledged.</param>
public sealed record MailFilter(string? From, string? To, MailType? Type, string? RunId, bool Unread, int Limit)
{
    public string? TaskId { get; init; }

    /// <summary>The same with the names that its words mean.</summary>
    /// <exception cref="OvException">not-found with the nearest name.</exception>
    public MailFilter Resolved(Sql sql) => this with { From = PartyName.InMail(sql, From), To = PartyName.InMail(sql, To) };

    /// <summary>Only what was sent since then.</summary>
    public DateTimeOffset? Since { get; init; }
}
