using System.Globalization;
using System.Text;

namespace Ov.Core.Runtimes.Codex;

/// <summary>Values as TOML writes them.</summary>
internal static class Toml
{
    public static string Text(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                < ' ' or '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(',', values.Select(Text))}]";

    public static string Table(IEnumerable<KeyValuePair<string, string>> fields) => $"{{{string.Join(',', fields.Select(field => $"{Text(field.Key)}={Text(field.Value)}"))}}}";
}
