using System.Text;
using Ov.Core.Hooks;
using Ov.Core.Redacting;

namespace Ov.Core.Inspecting;

/// <summary>What was added to a log since it was last looked at, in whole lines: one that is being written waits for its end.</summary>
internal static class LogGrowth
{
    /// <summary>At most so many bytes at once; the rest comes with the next look.</summary>
    private const int Most = 1 << 20;

    /// <summary>Where the last whole line ends.</summary>
    public static long EndOf(string file)
    {
        using var log = Open(file);
        var from = Math.Max(0, log.Length - Most);
        var bytes = Bytes(log, from);
        return bytes.AsSpan().LastIndexOf((byte)'\n') is >= 0 and var end ? from + end + 1 : from + bytes.Length;
    }

    /// <param name="from">Where the last look ended.</param>
    public static (IReadOnlyList<string> Lines, long End) After(string file, long from)
    {
        using var log = Open(file);
        // A file that became shorter was begun anew.
        from = log.Length < from ? 0 : from;
        var bytes = Bytes(log, from);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        // A line longer than all that is read at once comes in pieces.
        end = end == 0 && bytes.Length == Most ? Most : end;
        var text = Redaction.Of(Encoding.UTF8.GetString(bytes, 0, end));
        return ([.. text.Split('\n').Where(line => line.Trim().Length > 0).Select(line => LogTail.Short(line.TrimEnd('\r'), LogReader.LongestLine))], from + end);
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static byte[] Bytes(FileStream log, long from)
    {
        log.Seek(from, SeekOrigin.Begin);
        var bytes = new byte[(int)Math.Min(Most, log.Length - from)];
        return bytes[..log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
