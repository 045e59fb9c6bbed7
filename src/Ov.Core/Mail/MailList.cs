using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Mail;

/// <summary>A list of mail, newest first. Looking at it acknowledges nothing.</summary>
/// <param name="Total">How many are shown.</param>
/// <param name="More">True when older ones fit too.</param>
public sealed record MailList(IReadOnlyList<MailItem> Messages, int Total, bool More)
{
    /// <exception cref="OvException">not-found for a run, a sender or a reader that there is not.</exception>
    public static MailList For(OvApp app, MailFilter filter) => app.Ledger.Read(sql =>
    {
        var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
        var found = MailStore.Select(sql, filter.Resolved(sql) with { RunId = run, Limit = filter.Limit + 1 });
        var overdueBefore = app.Ledger.Now - app.Config.MailOverdue;
        var shown = found.Take(filter.Limit).Select(mail => MailItem.Of(mail) with { Overdue = OverdueMail.Is(sql, mail, overdueBefore) }).ToList();
        return new MailList(shown, shown.Count, found.Count > shown.Count);
    });
}
