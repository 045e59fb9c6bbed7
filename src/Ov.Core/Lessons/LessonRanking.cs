using Ov.Core.Agents;

namespace Ov.Core.Lessons;

/// <summary>
/// Which lessons are told first. A pure function of rows: the same need and the same lessons give the same order. What fits the files
/// counts most, then how lasting it is, how many words it shares with the task, and how it went when somebody went by it.
/// </summary>
public static class LessonRanking
{
    private const int FileWeight = 8;
    private const int DomainWeight = 3;
    private const int SharedWordsWanted = 2;
    private const int SharedWordsCounted = 4;
    private const int OutcomesCounted = 3;

    /// <summary>Those that fit, best first; of equals the newer one.</summary>
    public static IReadOnlyList<Lesson> Best(LessonNeed need, IEnumerable<Lesson> candidates) =>
    [
        .. candidates.DistinctBy(lesson => lesson.NoteId).Select(lesson => (Lesson: lesson, Score: Score(need, lesson))).Where(ranked => ranked.Score is not null)
            .OrderByDescending(ranked => ranked.Score).ThenByDescending(ranked => ranked.Lesson.RecordedAt).ThenBy(ranked => ranked.Lesson.NoteId, StringComparer.Ordinal)
            .Select(ranked => ranked.Lesson),
    ];

    /// <summary>Null when it has nothing to do with the need.</summary>
    public static int? Score(LessonNeed need, Lesson lesson)
    {
        var domain = need.Domains.Contains(lesson.Domain);
        var files = FitsFiles(need.Scope, lesson.Files);
        var shared = need.Words.Count == 0 ? 0 : LessonNeed.WordsOf($"{lesson.Title} {lesson.Text} {string.Join(' ', lesson.Tags)} {lesson.Domain}").Count(need.Words.Contains);
        return domain || files || shared >= SharedWordsWanted
            ? (files ? FileWeight : 0) + (domain ? DomainWeight : 0) + (3 - (int)lesson.Class) * 2 + Math.Min(shared, SharedWordsCounted)
                + Math.Clamp(lesson.Worked - lesson.Failed, -OutcomesCounted, OutcomesCounted)
            : null;
    }

    private static bool FitsFiles(IReadOnlyList<string> scope, IReadOnlyList<string> files) =>
        scope.Count > 0 && files.Any(file => scope.Any(glob => MayMeet(file, glob) && ScopeOverlap.Find([glob], [file]) is not null));

    /// <summary>Comparing globs takes far longer than seeing that their beginnings differ.</summary>
    private static bool MayMeet(string one, string other)
    {
        var (a, b) = (Plain(one), Plain(other));
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
    }

    private static string Plain(string glob)
    {
        var text = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        var wild = text.AsSpan().IndexOfAny("*?[{\\");
        return (wild < 0 ? text : text[..wild]).Trim('/');
    }
}
