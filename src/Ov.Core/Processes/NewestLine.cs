using System.Text;

namespace Ov.Core.Processes;

/// <summary>Picks from a piece of a command's output the line that says where it is.</summary>
internal static class NewestLine
{
    private const int Longest = 400;

    /// <summary>The last line that is not empty, as far as it is there; null when there is none. A progress bar rewrites its line.</summary>
    public static string? Of(ReadOnlySpan<byte> piece)
    {
        var ends = "\r\n"u8;
        var text = piece.TrimEnd(" \t\r\n"u8);
        text = text[(text.LastIndexOfAny(ends) + 1)..];
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text.Length > Longest ? text[..Longest] : text);
    }
}
