using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Notes;

/// <summary>Reads, lists and searches notes.</summary>
public static class NoteReader
{
    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static NoteAnswer Read(OvApp app, Caller caller, string text, string? kind, int? version) => app.Ledger.Read(sql =>
    {
        var found = NoteFinder.Require(app, sql, caller, text, kind);
        var newest = NoteStore.Newest(sql, found.Kind, found.Name, found.RunId)!;
        var wanted = version is null ? found : NoteStore.Version(sql, found, version.Value)
            ?? throw new OvException(ErrorCode.NotFound, $"{found.Label} has no version {version}; the newest is {newest.Version}.", $"ov note history {found.Name} --kind {found.Kind}");
        return new NoteAnswer(NoteItem.Of(sql, wanted), wanted.Body, newest.Version);
    });

    /// <summary>The newest version of each note that fits, newest first.</summary>
    public static NoteList List(OvApp app, Caller caller, NoteQuery query) => app.Ledger.Read(sql =>
    {
        var found = NoteStore.Select(sql, Filter(app, sql, caller, query));
        var shown = found.Take(query.Limit).Select(note => NoteItem.Of(sql, note)).ToList();
        return new NoteList(shown, shown.Count, found.Count > shown.Count);
    });

    /// <param name="allVersions">Also texts that a newer version replaced.</param>
    /// <exception cref="OvException">usage when there is no word.</exception>
    public static NoteSearch Search(OvApp app, Caller caller, IReadOnlyList<string> words, NoteQuery query, bool allVersions)
    {
        var match = SearchWords.Match(words);
        return app.Ledger.Read(sql =>
        {
            var found = NoteStore.Search(sql, match, Filter(app, sql, caller, query), allVersions);
            var shown = found.Take(query.Limit).Select(hit => new NoteFound(NoteItem.Of(sql, hit.Note), hit.Snippet)).ToList();
            return new NoteSearch(shown, shown.Count, found.Count > shown.Count);
        });
    }

    /// <param name="diff">Also tell what each version changed.</param>
    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static NoteHistory History(OvApp app, Caller caller, string text, string? kind, int limit, bool diff) => app.Ledger.Read(sql =>
    {
        var note = NoteFinder.Require(app, sql, caller, text, kind);
        // One more than shown: the oldest one shown is compared with it.
        var all = NoteStore.History(sql, note, limit + 1);
        var versions = all.Take(limit).Select((version, i) => new NoteVersion(
            version.Id, version.Version, version.Author, version.CreatedAt, version.Size, version.Title,
            diff ? LineDiff.Of(i + 1 < all.Count ? all[i + 1].Body : "", version.Body) : [])).ToList();
        return new NoteHistory(note.Name, note.Kind, versions, versions.Count, all.Count > versions.Count);
    });

    private static NoteFilter Filter(OvApp app, Sql sql, Caller caller, NoteQuery query) => new(
        query.Kind is { } kind ? NoteKind.Require(kind) : null,
        app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null,
        query.Task is { } task ? TaskResolver.Require(app, sql, task, caller).Id : null,
        query.Author is { } author ? PartyName.Require(sql, author, name => NoteStore.HasAuthor(sql, name)) : null, query.About is { } about ? AgentResolver.Require(sql, about).Name : null,
        PointInTime.Parse("--since", query.Since, app.Ledger.Now), query.Limit + 1);
}

/// <summary>Which notes somebody asks for, in their own words; null means any.</summary>
public sealed record NoteQuery(string? Kind, string? Task, string? Author, string? About, string? Since, int Limit);
