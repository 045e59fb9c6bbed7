namespace Ov.Core.Notes;

/// <summary>What a note is for. These words have rules of their own; any other word is a free kind.</summary>
public static class NoteKind
{
    public const string Spec = "spec";
    public const string Plan = "plan";
    public const string Result = "result";
    public const string Review = "review";
    public const string Alignment = "alignment";
    public const string Reflection = "reflection";
    public const string Report = "report";
    public const string Checkpoint = "checkpoint";
    public const string Lesson = "lesson";

    /// <summary>Of a note whose writer named none.</summary>
    public const string Free = "note";

    /// <summary>Another word for <see cref="Report"/>.</summary>
    private const string AfterActionReport = "aar";

    private const int Longest = 40;

    /// <summary>The kinds with a meaning, in the order of a task's life.</summary>
    public static readonly IReadOnlyList<string> Known = [Spec, Plan, Result, Review, Alignment, Reflection, Report, Checkpoint, Lesson, Free];

    /// <summary>
    /// What was decided, felt to have failed, or reported stays as it was said: later words go beneath it, with their time and author
    /// (an alignment's summaries are never rewritten; reflections and after-action reports neither).
    /// </summary>
    public static bool OnlyGrows(string kind) => kind is Alignment or Reflection or Report;

    /// <exception cref="OvException">usage.</exception>
    public static string Require(string word)
    {
        var kind = word.ToLowerInvariant().Replace('_', '-');
        if (kind == AfterActionReport)
        {
            return Report;
        }

        return kind.Length is > 0 and <= Longest && char.IsAsciiLetterLower(kind[0]) && kind.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? kind
            : throw new OvException(
                ErrorCode.Usage, $"A kind of note is one word of at most {Longest} letters, digits and dashes.", $"For example: {string.Join(", ", Known)}.");
    }
}
