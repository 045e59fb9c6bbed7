using System.Text;

namespace Ov.Core.Git;

/// <summary>Git's rules for names of refs, applied without a subprocess.</summary>
public static class RefName
{
    /// <summary>Whether git takes this as a branch name.</summary>
    public static bool IsValidBranch(string name) =>
        name.Length > 0 && name != "HEAD" && name != "@" && name[0] != '-' && Sanitize(name) == name;

    /// <summary>The nearest name that git takes, for a part of a ref made from somebody's text; never empty.</summary>
    public static string Sanitize(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Component).Where(p => p.Length > 0);
        var joined = string.Join('/', parts);
        return joined.Length > 0 ? joined : "unnamed";
    }

    private static string Component(string part)
    {
        var cleaned = new StringBuilder();
        foreach (var c in part)
        {
            var forbidden = c <= ' ' || c == '\x7f' || "~^:?*[\\".Contains(c, StringComparison.Ordinal)
                || (c == '.' && (cleaned.Length == 0 || cleaned[^1] == '.')) || (c == '{' && cleaned.Length > 0 && cleaned[^1] == '@');
            cleaned.Append(forbidden ? '-' : c);
        }
        var text = cleaned.ToString();
        while (text.EndsWith('.') || text.EndsWith(".lock", StringComparison.Ordinal))
            text = text.EndsWith('.') ? text[..^1] + "-" : text[..^5] + "-lock";
        return text;
    }
}
