using System.Text;

namespace Ov.Core.Merging;

/// <summary>A file that git could merge but for some places: agreed lines and <see cref="ConflictRegion"/>s in turn.</summary>
public sealed class ConflictedText
{
    private const int MarkerLength = 7;

    private readonly List<object> _parts;

    private ConflictedText(List<object> parts) => _parts = parts;

    /// <summary>Agreed lines, each a text, and conflicts in turn.</summary>
    internal IReadOnlyList<object> Parts => _parts;

    public IReadOnlyList<ConflictRegion> Regions => [.. _parts.OfType<ConflictRegion>()];

    /// <summary>Reads a file with conflict markers that show the base; null when a version holds lines that look like markers itself.</summary>
    /// <param name="merged">Bytes as characters (Latin 1), as are the versions.</param>
    public static ConflictedText? Read(string merged, params IEnumerable<string> versions)
    {
        if (versions.Any(HasMarkers))
        {
            return null;
        }

        var parts = new List<object>();
        var sides = new List<string>[] { [], [], [] };
        var (at, line) = (-1, 1);
        foreach (var text in Lines(merged))
        {
            switch (Marker(text))
            {
                case '<' when at < 0:
                    (at, sides) = (0, [[], [], []]);
                    break;
                case '|' when at == 0:
                    at = 1;
                    break;
                case '=' when at == 1:
                    at = 2;
                    break;
                case '>' when at == 2:
                    parts.Add(new ConflictRegion(line, sides[1], sides[0], sides[2]));
                    line += sides[0].Count;
                    at = -1;
                    break;
                case '\0' when at >= 0:
                    sides[at].Add(text);
                    break;
                case '\0':
                    parts.Add(text);
                    line++;
                    break;
                default:
                    return null;
            }
        }

        return at < 0 && parts.OfType<ConflictRegion>().Any() ? new ConflictedText(parts) : null;
    }

    /// <summary>The file with every region decided; null when one is not.</summary>
    public string? Decided(Func<ConflictRegion, IReadOnlyList<string>?> decide)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part is string line)
            {
                text.Append(line);
            }
            else if (decide((ConflictRegion)part) is { } lines)
            {
                text.AppendJoin("", lines);
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    public static bool HasMarkers(string text) => Lines(text).Any(line => Marker(line) != '\0');

    /// <summary>Each line with its ending.</summary>
    internal static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>The letter of a line that is a marker, also of the longer ones that git nests; else NUL.</summary>
    private static char Marker(string line)
    {
        if (line.Length < MarkerLength || line[0] is not ('<' or '|' or '=' or '>') || line.AsSpan(0, MarkerLength).ContainsAnyExcept(line[0]))
        {
            return '\0';
        }

        var rest = line.AsSpan(MarkerLength).TrimEnd("\r\n");
        return rest.IsEmpty || (line[0] != '=' && (rest[0] == ' ' || rest[0] == line[0])) ? line[0] : '\0';
    }
}
