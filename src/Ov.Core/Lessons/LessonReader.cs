using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Core.Lessons;

/// <summary>Shows, lists and searches lessons.</summary>
public static class LessonReader
{
    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static LessonAnswer Show(OvApp app, string word) => app.Ledger.Read(sql =>
    {
        var lesson = LessonFinder.Require(sql, word);
        return new LessonAnswer(lesson, LessonStore.Outcomes(sql, lesson.NoteId));
    });

    /// <summary>Newest first.</summary>
    /// <exception cref="OvException">not-found with the nearest domain.</exception>
    public static LessonList List(OvApp app, LessonFilter filter) => app.Ledger.Read(sql => Shown(filter, LessonStore.Select(sql, Known(sql, filter))));

    /// <summary>Best first.</summary>
    /// <exception cref="OvException">usage, not-found.</exception>
    public static LessonList Search(OvApp app, IReadOnlyList<string> words, LessonFilter filter)
    {
        var match = SearchWords.Match(words);
        return app.Ledger.Read(sql => Shown(filter, LessonStore.Search(sql, match, Known(sql, filter))));
    }

    private static LessonFilter Known(Sql sql, LessonFilter filter)
    {
        var domains = filter.Domains.Select(domain => domain.ToLowerInvariant()).ToList();
        foreach (var domain in domains.Where(domain => LessonStore.Select(sql, new LessonFilter([domain], null, null, null, 1)).Count == 0))
        {
            throw new OvException(
                ErrorCode.NotFound, $"There is no lesson of a domain '{VisibleText.OneLine(domain)}'.{Nearest.Sentence(domain, LessonStore.Domains(sql))}",
                LessonStore.Domains(sql) is { Count: > 0 } all ? $"Domains: {string.Join(", ", all.Take(20))}." : "Record one: ov note lesson add \"…\" --domain <d>");
        }

        return filter with { Domains = domains, Limit = filter.Limit + 1 };
    }

    private static LessonList Shown(LessonFilter filter, List<Lesson> found)
    {
        var shown = found.Take(filter.Limit).ToList();
        return new LessonList(shown, shown.Count, found.Count > shown.Count);
    }
}

/// <summary>Lessons that fit.</summary>
/// <param name="More">True when further ones do.</param>
public sealed record LessonList(IReadOnlyList<Lesson> Lessons, int Total, bool More);

/// <summary>One lesson, and how it went when somebody went by it.</summary>
public sealed record LessonAnswer(Lesson Lesson, IReadOnlyList<LessonOutcome> Outcomes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(LessonList))]
[JsonSerializable(typeof(LessonAnswer))]
[JsonSerializable(typeof(RecordedLesson))]
[JsonSerializable(typeof(LessonImport))]
public sealed partial class LessonJson : JsonSerializerContext;
