using System.Text;
using Ov.Core.Hooks;
using Ov.Core.Redacting;

namespace Ov.Core.Inspecting;

/// <summary>The last lines of a log that may be long and still grow.</summary>
public static class LogTail
{
    private const int FewestBytes = 32 * 1024;
    private const int MostBytes = 4 * 1024 * 1024;
    private const int LongestLine = 400;

    /// <summary>Empty when there is none. Secrets of known shapes are taken out.</summary>
    /// <param name="longest">Of a line longer than this the rest is left out.</param>
    public static IReadOnlyList<string> Of(string file, int lines, int longest = LongestLine)
    {
        try
        {
            using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var wanted = (int)Math.Clamp((long)lines * longest, FewestBytes, MostBytes);
            var from = Math.Max(0, log.Length - wanted);
            log.Seek(from, SeekOrigin.Begin);
            var bytes = new byte[(int)Math.Min(wanted, log.Length - from)];
            var text = Encoding.UTF8.GetString(bytes, 0, log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            var all = Redaction.Of(text).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
            if (from > 0 && all.Count > 1)
            {
                // Its beginning was cut off.
                all.RemoveAt(0);
            }

            return [.. all.Where(line => line.Trim().Length > 0).TakeLast(lines).Select(line => Short(line, longest))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    internal static string Short(string line, int longest) => line.Length <= longest ? line : line[..longest] + "…";
}
