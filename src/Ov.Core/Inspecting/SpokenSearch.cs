using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Text;

namespace Ov.Core.Inspecting;

/// <summary>What agents said and the mail that holds the words, newest first; nothing is acknowledged by looking (S2-54).</summary>
/// <param name="More">True when older ones fit too.</param>
/// <param name="Bounded">True when there was more than is looked through.</param>
public sealed record SpokenSearch(IReadOnlyList<FoundWords> Results, int Total, bool More, bool Bounded)
{
    /// <summary>So much of what was said, and as much mail, is looked through: no view reads everything.</summary>
    public const int Look = 5_000;

    /// <summary>Characters of a text that are shown.</summary>
    public const int SnippetLength = 500;

    private const int Block = 500;

    /// <exception cref="OvException">usage when there is no word; not-found.</exception>
    public static SpokenSearch For(OvApp app, SpokenQuery query)
    {
        var words = query.Words.Select(word => word.Trim()).Where(word => word.Length > 0).ToList();
        if (words.Count == 0)
        {
            throw new OvException(ErrorCode.Usage, "There is no word to search for.", "Name what was said: ov search \"the old flag\"");
        }

        return app.Ledger.Read(sql =>
        {
            var (said, saidBound) = Matching(words, query.Limit + 1, SpokenStore.Said(sql, Filter(app, sql, query), Block));
            var (mail, mailBound) = Matching(words, query.Limit + 1, SpokenStore.Mail(sql, Filter(app, sql, query), Block));
            var found = said.Concat(mail).OrderByDescending(hit => hit.CreatedAt).ToList();
            var shown = found.Take(query.Limit).Select(hit => hit with { Text = Snippet(hit.Text, words[0]) }).ToList();
            return new SpokenSearch(shown, shown.Count, found.Count > shown.Count, saidBound || mailBound);
        });
    }

    /// <summary>Upper and lower case make no difference; all words have to occur.</summary>
    private static (List<FoundWords> Hits, bool Bound) Matching(List<string> words, int limit, IEnumerable<FoundWords?> newestFirst)
    {
        var (hits, looked) = (new List<FoundWords>(), 0);
        foreach (var one in newestFirst)
        {
            if (looked++ == Look)
            {
                return (hits, true);
            }

            if (one is not null && words.TrueForAll(word => one.Text.Contains(word, StringComparison.OrdinalIgnoreCase) || one.Subject?.Contains(word, StringComparison.OrdinalIgnoreCase) == true))
            {
                hits.Add(one);
            }

            if (hits.Count == limit)
            {
                break;
            }
        }

        return (hits, false);
    }

    /// <summary>So much of the text around the word that it can be told what it is about.</summary>
    internal static string Snippet(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        var start = Math.Max(0, Math.Min(at - (SnippetLength / 4), text.Length - SnippetLength));
        if (start > 0 && char.IsLowSurrogate(text[start]))
        {
            start++;
        }

        return $"{(start > 0 ? "…" : "")}{Excerpt.Marked(text[start..], SnippetLength)}";
    }

    private static SpokenFilter Filter(OvApp app, Sql sql, SpokenQuery query)
    {
        var now = app.Ledger.Now;
        var agent = query.Agent is { } name ? AgentResolver.Require(sql, name) : null;
        return new SpokenFilter(
            agent is null ? null : agent.Name == query.Agent ? [.. AgentStore.IdsOf(sql, agent.Name)] : [agent.Id], agent?.Name,
            app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null,
            PointInTime.Parse("--since", query.Since, now), PointInTime.Parse("--until", query.Until, now));
    }
}

/// <summary>What somebody looks for, in their own words.</summary>
/// <param name="Agent">Only what it said, and its mail both ways.</param>
public sealed record SpokenQuery(IReadOnlyList<string> Words, string? Agent, string? Since, string? Until, int Limit);

/// <param name="Id">Of a message; of what was said, the cursor of its event.</param>
/// <param name="Kind">said or mail.</param>
/// <param name="To">Null when it was said to nobody in particular.</param>
/// <param name="Subject">Of a message.</param>
/// <param name="Text">The piece of it around the words.</param>
public sealed record FoundWords(string Id, string Kind, DateTimeOffset CreatedAt, string From, string? To, string? Subject, string Text);
