namespace Ov.Core.Notes;

/// <summary>What a plan should say, so that whoever codes by it need not guess (S3-2).</summary>
public static class PlanText
{
    /// <summary>Each part with the words that a heading of it holds one of.</summary>
    private static readonly (string Part, string[] Words)[] Parts =
    [
        ("goal", ["goal", "objective", "purpose"]), ("files", ["file", "scope"]), ("steps", ["step", "task", "approach"]), ("edge cases", ["edge", "risk", "corner"]),
        ("tests", ["test", "verif"]), ("criteria", ["criteri", "accept", "done when"]),
    ];

    /// <summary>The parts that no heading names: a line that begins with <c>#</c> or <c>*</c>, or what stands before a colon.</summary>
    public static IReadOnlyList<string> Missing(string body)
    {
        var headings = body.Split('\n').Select(Heading).OfType<string>().ToList();
        return [.. Parts.Where(part => !headings.Exists(heading => part.Words.Any(word => heading.Contains(word, StringComparison.OrdinalIgnoreCase)))).Select(part => part.Part)];
    }

    private static string? Heading(string line)
    {
        var text = line.TrimStart();
        return text.StartsWith('#') || text.StartsWith("**", StringComparison.Ordinal) ? text : text.IndexOf(':') is > 0 and var colon ? text[..colon] : null;
    }
}
