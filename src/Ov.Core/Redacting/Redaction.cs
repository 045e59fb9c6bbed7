using System.Text.RegularExpressions;

namespace Ov.Core.Redacting;

/// <summary>Takes secrets of well-known shapes out of a text before it is stored or shown anywhere.</summary>
public static partial class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>Without one of these there is no token, and looking for them costs less than the pattern.</summary>
    private static readonly string[] Beginnings = ["sk-", "_pat_", "gh", "glpat-", "npm_", "xox", "AKIA", "ASIA", "AIza", "eyJ", "PRIVATE KEY"];

    private static readonly string[] Names = ["bearer", "basic", "key", "token", "secret", "passw", "passphrase", "credential", "://"];

    /// <summary>Of what programs print and are told: also what stands behind a telling name. A value in quotes stays in quotes, so that JSON stays JSON.</summary>
    public static string Of(string text) => OfTokens(Holds(text, Names) ? Named().Replace(text, Masked) : text);

    /// <summary>Of what somebody wrote: only what can be nothing else. A sentence that says "token: string" stays as it is.</summary>
    public static string OfTokens(string text)
    {
        var clean = Holds(text, Beginnings) ? Whole().Replace(text, Mark) : text;
        return clean.Contains("://", StringComparison.Ordinal) ? Address().Replace(clean, $"${{name}}{Mark}") : clean;
    }

    private static bool Holds(string text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Masked(Match found)
    {
        var (name, quote) = (found.Groups["name"].Value, found.Value[found.Groups["name"].Length..] is ['"' or '\'', ..] value ? value[..1] : "");
        return $"{name}{quote}{Mark}{quote}";
    }

    /// <summary>Tokens that can be told by their own shape.</summary>
    [GeneratedRegex(
        @"\bsk-[A-Za-z0-9_-]{16,}|github_pat_[A-Za-z0-9_]{16,}|gh[pousr]_[A-Za-z0-9]{16,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}|xox[abposr]-[A-Za-z0-9-]{10,}"
        + @"|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
        + @"|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^""\\]|\\[^""])*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?=[""\\]|\z))")]
    private static partial Regex Whole();

    // No pattern begins with a repetition: a long line without any secret must not cost the square of its length.

    /// <summary>Values told by what stands before them: a header, a variable or field of a telling name, an option.</summary>
    [GeneratedRegex(
        @"(?<name>\b(?:bearer|basic)\s+)(?!\[redacted)[A-Za-z0-9._~+/=-]{8,}"
        + @"|(?<name>(?:api[_-]?key|token|secret|passw(?:or)?d|passphrase|credential)s?[A-Za-z0-9_]*[""']?\s*[=:]\s*)(?!(?<=[""']\s*:\s*)[0-9.]+\s*[,}\]])(?:""[^""]*""?|'[^']*'?|[^\s""'&;|\\]+)"
        + @"|(?<name>--(?:token|password|secret|api-key)\s+)[^\s""\\]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    /// <summary>The password of an address.</summary>
    [GeneratedRegex(@"(?<name>://[^\s:/@]*:)[^\s@/]+(?=@)")]
    private static partial Regex Address();
}
