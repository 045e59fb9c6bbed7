using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Showing;

/// <summary>Which thing a word on the command line means, whatever kind it is of.</summary>
internal static class ThingFinder
{
    /// <summary>By id; else by name or number; else by branch or path; else by a unique prefix of an id.</summary>
    /// <exception cref="OvException">not-found with the nearest name; ambiguous-id with the candidates.</exception>
    public static ThingName Require(OvApp app, Sql sql, string text)
    {
        if (ThingStore.ById(sql, text) is { } exact)
        {
            return exact;
        }

        List<ThingName>[] ways = [[.. ThingStore.ByName(sql, text), .. Number(app, sql, text)], Place(app, sql, text), ThingStore.ByPrefix(sql, text)];
        return ways.FirstOrDefault(way => way.Count > 0) switch
        {
            [var one] => one,
            { } several => throw Ambiguous(text, several),
            null => throw new OvException(
                ErrorCode.NotFound, $"There is nothing called '{VisibleText.OneLine(text)}'.{Nearest.Sentence(text, ThingStore.AllNames(sql))}",
                "Agents, tasks, runs, mails, notes, merges, groups, worktrees and gates are found by id, by a prefix of it, or by name; see 'ov status --all'."),
        };
    }

    private static List<ThingName> Number(OvApp app, Sql sql, string text) =>
        int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && RunResolver.Find(app, sql) is { } run
        && TaskStore.ByNumber(sql, run.Id, number) is { } task ? [new ThingName("task", task.Id, task.Title)] : [];

    private static List<ThingName> Place(OvApp app, Sql sql, string text) =>
        (ThingStore.ByPlace(sql, text) ?? ThingStore.ByPlace(sql, Path.GetFullPath(text, app.Environment.WorkingDirectory))) is { } found ? [found] : [];

    private static OvException Ambiguous(string text, List<ThingName> several) => new(
        ErrorCode.AmbiguousId, $"'{text}' fits several things: {string.Join(", ", several.Select(thing => $"{thing.Id} ({VisibleText.OneLine(thing.Name)})"))}.",
        "Give the id of one of them.")
    {
        Lists = new Dictionary<string, IReadOnlyList<string>> { ["candidates"] = [.. several.Select(thing => thing.Id)] },
    };
}
