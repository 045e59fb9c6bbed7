using System.Text.RegularExpressions;

namespace Ov.Core.Hooks;

/// <summary>Takes secrets of well-known shapes out of a text before it is stored anywhere.</summary>
public static partial class Redaction
{
    public const string Mark = "[redacted]";

    public static string Of(string text) => Whole().Replace(Named().Replace(text, $"${{name}}{Mark}"), Mark);

    /// <summary>Tokens that can be told by their own shape.</summary>
    [GeneratedRegex(
        @"\bsk-[A-Za-z0-9_-]{16,}|github_pat_[A-Za-z0-9_]{16,}|gh[pousr]_[A-Za-z0-9]{16,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}|xox[abposr]-[A-Za-z0-9-]{10,}"
        + @"|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
        + @"|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)")]
    private static partial Regex Whole();

    // No pattern begins with a repetition: a long line without any secret must not cost the square of its length.

    /// <summary>Values told by what stands before them: a header, a variable or field of a telling name, the password of an address.</summary>
    [GeneratedRegex(
        @"(?<name>\b(?:bearer|basic)\s+)(?!\[redacted)[A-Za-z0-9._~+/=-]{8,}"
        + @"|(?<name>(?:api[_-]?key|token|secret|passw(?:or)?d|passphrase|credential)s?[A-Za-z0-9_]*[""']?\s*[=:]\s*)(?:""[^""]*""?|'[^']*'?|[^\s""'&;|]+)"
        + @"|(?<name>--(?:token|password|secret|api-key)\s+)\S+"
        + @"|(?<name>://[^\s:/@]*:)[^\s@/]+(?=@)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
