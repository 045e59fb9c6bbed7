using Ov.Core.Tasks;

namespace Ov.Core.Lessons;

/// <summary>For what lessons are wanted.</summary>
/// <param name="Domains">Asked for by name.</param>
/// <param name="Scope">The files that will be worked on; empty means unknown.</param>
/// <param name="Words">Of the task, each of four letters or more, lower case.</param>
public sealed record LessonNeed(IReadOnlyList<string> Domains, IReadOnlyList<string> Scope, IReadOnlySet<string> Words)
{
    private const int ShortestWord = 4;
    private const int TextRead = 2_000;

    public static LessonNeed Of(IReadOnlyList<string> domains, IReadOnlyList<string> scope, TaskRecord? task) => new(
        [.. domains.Select(domain => domain.Trim().ToLowerInvariant()).Distinct()], scope.Count > 0 ? scope : task?.Scope ?? [],
        task is null ? new HashSet<string>() : WordsOf($"{task.Title} {(task.Body.Length <= TextRead ? task.Body : task.Body[..TextRead])}"));

    /// <summary>The words by which two texts are told to be about the same.</summary>
    public static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                if (i - start >= ShortestWord)
                {
                    words.Add(text[start..i].ToLowerInvariant());
                }

                start = -1;
            }
        }

        return words;
    }
}
