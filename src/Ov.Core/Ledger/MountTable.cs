using System.Text;

namespace Ov.Core.Ledger;

/// <summary>Which kind of file system a folder lies on, by the kernel's own name (<c>/proc/self/mountinfo</c>).</summary>
internal static class MountTable
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>Null where there is no such table, or no mount that holds the folder.</summary>
    public static string? TypeOf(string folder) => File.Exists(Table) ? TypeOf(File.ReadLines(Table), Path.GetFullPath(folder)) : null;

    /// <summary>Of mounts on top of each other the last one counts.</summary>
    internal static string? TypeOf(IEnumerable<string> lines, string folder)
    {
        var (found, length) = ((string?)null, -1);
        foreach (var line in lines)
        {
            // "36 35 98:0 /root /mount/point rw,noatime master:1 - ext4 /dev/root rw": a varying number of fields before the dash.
            var dash = line.IndexOf(" - ", StringComparison.Ordinal);
            var fields = dash < 0 ? [] : line[..dash].Split(' ');
            if (fields.Length >= 5 && Unescaped(fields[4]) is var point && Holds(point, folder) && point.Length >= length)
            {
                (found, length) = (line[(dash + 3)..].Split(' ')[0], point.Length);
            }
        }

        return found;
    }

    private static bool Holds(string point, string folder) =>
        point == "/" || folder == point || (folder.StartsWith(point, StringComparison.Ordinal) && folder[point.Length] == '/');

    /// <summary>Spaces and the like are written as three octal digits after a backslash.</summary>
    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                plain.Append((char)Convert.ToInt32(text.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}
