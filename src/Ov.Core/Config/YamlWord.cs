using System.Globalization;
using System.Text;

namespace Ov.Core.Config;

/// <summary>A text as one YAML value on one line.</summary>
internal static class YamlWord
{
    private static readonly string[] Special = ["true", "false", "null", "yes", "no", "on", "off"];

    /// <summary>Bare where YAML reads it back as the same text, else in double quotes.</summary>
    /// <param name="asText">Also quoted where other readers would take it for a number or a truth value.</param>
    public static string Of(string text, bool asText = true)
    {
        var first = text.Length > 0 && (char.IsAsciiLetter(text[0]) || (!asText && char.IsAsciiDigit(text[0])));
        var bare = first && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ' ') && text[^1] != ' '
            && (!asText || !Special.Contains(text.ToLowerInvariant())) && text != "null";
        return bare ? text : $"\"{Escaped(text)}\"";
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
