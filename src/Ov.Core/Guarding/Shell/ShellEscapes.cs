using System.Globalization;

namespace Ov.Core.Guarding.Shell;

/// <summary>What a backslash means inside <c>$'…'</c>.</summary>
internal static class ShellEscapes
{
    /// <summary>The text of the escape whose backslash was just read.</summary>
    public static string Read(ShellCursor cursor)
    {
        var escape = cursor.Next();
        return escape switch
        {
            'n' => "\n", 't' => "\t", 'r' => "\r", 'a' => "\a", 'b' => "\b", 'f' => "\f", 'v' => "\v", 'e' or 'E' => "\u001b",
            'x' => Code(cursor, 16, 2, ""), 'u' => Code(cursor, 16, 4, ""), 'U' => Code(cursor, 16, 8, ""),
            >= '0' and <= '7' => Code(cursor, 8, 2, escape.ToString()),
            'c' => (cursor.Next() & 31) is var code and > 0 ? ((char)code).ToString() : "",
            '\\' or '\'' or '"' or '?' => escape.ToString(),
            _ => "\\" + escape.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Code(ShellCursor cursor, int numberBase, int most, string digits)
    {
        for (var taken = 0; taken < most && (numberBase == 16 ? char.IsAsciiHexDigit(cursor.Current) : cursor.Current is >= '0' and <= '7'); taken++)
        {
            digits += cursor.Next();
        }

        var code = digits.Length == 0 ? 0 : Convert.ToInt64(digits, numberBase);
        return code is > 0 and < 0xD800 or > 0xDFFF and < 0x110000 ? char.ConvertFromUtf32((int)code) : "";
    }
}
