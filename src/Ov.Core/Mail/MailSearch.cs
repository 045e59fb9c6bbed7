using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Mail;

/// <summary>Mail that holds the words, newest first. Looking at it acknowledges nothing.</summary>
/// <param name="More">True when older ones fit too.</param>
public sealed record MailSearch(IReadOnlyList<FoundMail> Results, int Total, bool More)
{
    /// <exception cref="OvException">usage when there is no word; not-found.</exception>
    public static MailSearch For(OvApp app, IReadOnlyList<string> words, MailFilter filter, string? task, string? since)
    {
        var match = SearchWords.Match(words);
        return app.Ledger.Read(sql =>
        {
            var found = MailStore.Search(sql, match, filter.Resolved(sql) with
            {
                RunId = app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null,
                TaskId = task is null ? null : TaskResolver.Require(app, sql, task).Id,
                Since = PointInTime.Parse("--since", since, app.Ledger.Now),
                Limit = filter.Limit + 1,
            });
            var shown = found.Take(filter.Limit).Select(hit => new FoundMail(MailItem.Of(hit.Message), hit.Snippet)).ToList();
            return new MailSearch(shown, shown.Count, found.Count > shown.Count);
        });
    }
}

/// <param name="Snippet">A piece of it around the words.</param>
public sealed record FoundMail(MailItem Message, string Snippet);
