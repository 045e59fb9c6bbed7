using Ov.Core.Ledger;

namespace Ov.Core.Lessons;

/// <summary>Which lesson a word means.</summary>
public static class LessonFinder
{
    /// <summary>By id, a unique prefix of it, or the id it had where it was imported from (with or without its domain before a colon).</summary>
    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static Lesson Require(Sql sql, string word)
    {
        if (LessonStore.ById(sql, word) is { } exact)
        {
            return exact;
        }

        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var fits = LessonStore.BySource(sql, word[(colon + 1)..]).Where(lesson => colon < 0 || lesson.Domain == word[..colon]).Take(1).ToList();
        var random = word.StartsWith("note-", StringComparison.Ordinal) ? word[5..] : word;
        if (fits.Count == 0 && random.Length >= 2)
        {
            fits = LessonStore.ByPrefix(sql, "note-" + random, 5);
        }

        return fits.Count switch
        {
            1 => fits[0],
            0 => throw new OvException(ErrorCode.NotFound, $"There is no lesson '{Text.VisibleText.OneLine(word)}'.", "See 'ov note lesson list'."),
            _ => throw new OvException(ErrorCode.AmbiguousId, $"'{word}' fits several lessons: {string.Join(", ", fits.Select(lesson => lesson.NoteId))}."),
        };
    }
}
