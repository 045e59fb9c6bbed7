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
        var (section, hasCriteria, files) = ("", false, new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                section = line.TrimStart('#').Trim().ToLowerInvariant();
                steps = section == "tasks" ? steps ?? 0 : steps;
                continue;
            }

            steps += section == "tasks" && IsItem(line) ? 1 : 0;
            hasCriteria |= section is "acceptance criteria" or "success criteria" && line.Length > 0;
            files.UnionWith(Quoted(line).Where(IsPath));
        }

        return new TaskBody(steps, hasCriteria, files);
    }

    private static bool IsItem(string line) =>
        line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal)
        || (line.Length > 2 && char.IsAsciiDigit(line[0]) && line.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is ['.' or ')', ' ', ..]);

    /// <summary>Every second piece between backquotes.</summary>
    private static IEnumerable<string> Quoted(string line) => line.Split('`').Where((_, i) => i % 2 == 1);

    private static bool IsPath(string text) => text.Length > 2 && !text.Contains(' ') && !text.Contains("://", StringComparison.Ordinal) && Path.GetExtension(text) is { Length: > 1 and < 8 } && Path.GetFileNameWithoutExtension(text).Length > 0;
}
