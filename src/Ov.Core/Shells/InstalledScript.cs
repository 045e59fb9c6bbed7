using System.Globalization;
using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Shells;

/// <summary>A completion script as we put it on disk: its last line knows it for ours, says whether somebody changed it, and which folders we made for it.</summary>
internal sealed record InstalledScript(string Body, int Folders, bool IsUntouched)
{
    private const string Mark = "# Put here by 'ov completions install'";

    public static string Text(string script, int folders) =>
        script + string.Create(CultureInfo.InvariantCulture, $"{Mark}; 'ov completions uninstall' takes it away. {folders} new folders, sha256 {HashOf(script)}\n");

    /// <summary>Null when the file is not ours.</summary>
    public static InstalledScript? Read(string text)
    {
        var at = text.LastIndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var (body, last) = (text[..at], text[at..]);
        var folders = last.Split(' ') is var words && Array.IndexOf(words, "new") is var noun and > 0
            && int.TryParse(words[noun - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return new InstalledScript(body, folders, last.EndsWith($"sha256 {HashOf(body)}\n", StringComparison.Ordinal));
    }

    private static string HashOf(string text) => Sha256.HexOf(Encoding.UTF8.GetBytes(text));
}
