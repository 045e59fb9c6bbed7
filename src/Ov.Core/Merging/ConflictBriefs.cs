using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Reads from the ledger what both sides of a conflict wanted.</summary>
internal static class ConflictBriefs
{
    /// <summary>So many of the newest landings are looked through.</summary>
    private const int Depth = 200, Most = 5;

    /// <param name="files">The files in conflict.</param>
    public static ConflictBrief Of(OvApp app, MergeEntry entry, IReadOnlyList<string> files) => app.Ledger.Read(sql => new ConflictBrief(
        Purpose(sql, entry),
        [.. MergeStore.LandedOn(sql, entry.Target, Depth).Where(landed => landed.Id != entry.Id && landed.Files.Intersect(files).Any()).Take(Most).Select(landed => $"{landed.Landed?[..12]} {Purpose(sql, landed)}")],
        [.. MergeStore.Mended(sql, Depth).Select(landed => (landed, Files: landed.Mended.Intersect(files).ToList())).Where(found => found.Files.Count > 0).Take(Most)
            .Select(found => $"{Purpose(sql, found.landed)}: git diff {found.landed.Landed?[..12]}^ {found.landed.Landed?[..12]} -- {string.Join(' ', found.Files)}")],
        app.Config.Gates));

    private static string Purpose(Sql sql, MergeEntry entry) => entry.TaskId is { } id && TaskStore.ById(sql, id) is { } task
        ? $"task {task.Number}, {task.Title} ({entry.Branch}){(string.IsNullOrWhiteSpace(task.Summary) ? "" : $": {task.Summary.ReplaceLineEndings(" ")}")}"
        : entry.Branch;
}
