using System.Text;
using Ov.Core.Hooks;

namespace Ov.Core.Inspecting;

/// <summary>The last lines of a log that may be long and still grow.</summary>
public static class LogTail
{
    private const int Bytes = 32 * 1024;
    private const int LongestLine = 400;

    /// <summary>Empty when there is none. Secrets of known shapes are taken out.</summary>
    public static IReadOnlyList<string> Of(string file, int lines)
    {
        try
        {
            using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var from = Math.Max(0, log.Length - Bytes);
            log.Seek(from, SeekOrigin.Begin);
            var bytes = new byte[Bytes];
            var text = Encoding.UTF8.GetString(bytes, 0, log.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false));
            var all = Redaction.Of(text).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
            if (from > 0)
            {
                // Its beginning was cut off.
                all.RemoveAt(0);
            }

            return [.. all.Where(line => line.Trim().Length > 0).TakeLast(lines).Select(line => line.Length <= LongestLine ? line : line[..LongestLine] + "…")];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
