namespace Ov.Core.Graphs;

/// <summary>What a task's Markdown body says of itself (S0-3).</summary>
/// <param name="Steps">Items of the section "Tasks"; null without that section.</param>
/// <param name="HasCriteria">A section "Acceptance Criteria" or "Success Criteria" with something in it.</param>
/// <param name="Files">Paths in backquotes, each once.</param>
public sealed record TaskBody(int? Steps, bool HasCriteria, IReadOnlyCollection<string> Files)
{
    public static TaskBody Of(string text)
    {
        int? steps = null;
        var (isSteps, isCriteria, hasCriteria) = (false, false, false);
        HashSet<string>? files = null;
        // Ten thousand bodies are read at once: nothing is copied out of one that is not kept.
        foreach (var untrimmed in text.AsSpan().EnumerateLines())
        {
            var line = untrimmed.Trim();
            if (line.StartsWith('#'))
            {
                var section = line.TrimStart('#').Trim();
                isSteps = section.Equals("tasks", StringComparison.OrdinalIgnoreCase);
                isCriteria = section.Equals("acceptance criteria", StringComparison.OrdinalIgnoreCase) || section.Equals("success criteria", StringComparison.OrdinalIgnoreCase);
                steps = isSteps ? steps ?? 0 : steps;
                continue;
            }

            steps += isSteps && IsItem(line) ? 1 : 0;
            hasCriteria |= isCriteria && line.Length > 0;
            if (line.Contains('`'))
            {
                (files ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(Quoted(line.ToString()).Where(IsPath));
            }
        }

        return new TaskBody(steps, hasCriteria, (IReadOnlyCollection<string>?)files ?? []);
    }

    private static bool IsItem(ReadOnlySpan<char> line) =>
        line.StartsWith("- ") || line.StartsWith("* ") || (line.Length > 2 && char.IsAsciiDigit(line[0]) && line.TrimStart("0123456789") is ['.' or ')', ' ', ..]);

    /// <summary>Every second piece between backquotes.</summary>
    private static IEnumerable<string> Quoted(string line) => line.Split('`').Where((_, i) => i % 2 == 1);

    private static bool IsPath(string text) => text.Length > 2 && !text.Contains(' ') && !text.Contains("://", StringComparison.Ordinal) && Path.GetExtension(text) is { Length: > 1 and < 8 } && Path.GetFileNameWithoutExtension(text).Length > 0;
}
