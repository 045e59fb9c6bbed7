using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Trackers;

/// <summary>The lines of a tracker's file, one issue each; of several with one id the one changed last counts.</summary>
internal static class IssueLines
{
    private sealed record Line(string Id, string Changed, string Text);

    /// <summary>What two copies of a file know together.</summary>
    public static string Merged(string ours, string theirs)
    {
        var lines = Newest(ours);
        foreach (var line in Newest(theirs).Values)
        {
            if (!lines.TryGetValue(line.Id, out var mine) || string.CompareOrdinal(mine.Changed, line.Changed) < 0)
            {
                lines[line.Id] = line;
            }
        }

        return Text(lines.Values);
    }

    /// <summary>The file with those lines that changed elsewhere; all others stay as they are.</summary>
    /// <param name="before">The other file as it was.</param>
    /// <param name="after">And as it is now.</param>
    public static string With(string file, string before, string after)
    {
        var (was, lines) = (Newest(before), Newest(file));
        foreach (var line in Newest(after).Values.Where(line => was.GetValueOrDefault(line.Id)?.Text != line.Text))
        {
            lines[line.Id] = line;
        }

        var text = Text(lines.Values);
        return text.TrimEnd() == file.TrimEnd() ? file : text;
    }

    private static Dictionary<string, Line> Newest(string text)
    {
        var lines = new Dictionary<string, Line>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read))
        {
            if (!lines.TryGetValue(line.Id, out var known) || string.CompareOrdinal(known.Changed, line.Changed) <= 0)
            {
                lines[line.Id] = line;
            }
        }

        return lines;
    }

    /// <summary>A line that nobody can read is kept for itself.</summary>
    private static Line Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new Line(root.Text("id") ?? text, root.Text("updatedAt") ?? root.Text("updated_at") ?? "", text);
        }
        catch (JsonException)
        {
            return new Line(text, "", text);
        }
    }

    private static string Text(IEnumerable<Line> lines) => string.Concat(lines.Select(line => line.Text + "\n"));
}
