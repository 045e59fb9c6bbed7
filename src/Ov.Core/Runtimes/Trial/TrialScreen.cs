using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Runtimes.Trial;

/// <summary>The end of what a program printed, for a person who shall recognise a screen that ov does not.</summary>
internal static class TrialScreen
{
    private const int Bytes = 4096, Lines = 4, Letters = 400;

    /// <summary>Null when it printed nothing.</summary>
    /// <param name="log">All that it printed, as it came.</param>
    public static string? Last(string log)
    {
        if (!File.Exists(log))
        {
            return null;
        }

        using var file = File.OpenRead(log);
        file.Seek(-Math.Min(Bytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n').Select(line => VisibleText.OneLine(line.Trim())).Where(line => line.Length > 0).TakeLast(Lines);
        return string.Join(" | ", lines) is { Length: > 0 } shown ? $"\"{(shown.Length > Letters ? $"…{shown[^Letters..]}" : shown)}\"" : null;
    }
}
