using System.Globalization;
using System.Text.RegularExpressions;
using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>The branch of one agent's work, from the template <c>worktrees.branch</c>.</summary>
public static partial class BranchName
{
    private const int LongestSlug = 32;

    /// <param name="taken">Whether a branch of that name exists; then a number is added.</param>
    public static string For(string template, string agent, int number, string title, string run, Func<string, bool> taken)
    {
        var name = RefName.Sanitize(template
            .Replace("{agent}", agent, StringComparison.Ordinal)
            .Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{slug}", Slug(title), StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal)
            .TrimEnd('-'));
        var free = name;
        for (var copy = 2; taken(free); copy++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}");
        }

        return free;
    }

    /// <summary>What all branches of the template begin with, up to the part that varies; empty or ending in a slash.</summary>
    public static string Prefix(string template)
    {
        var constant = template[..template.IndexOf('{', StringComparison.Ordinal)];
        return constant[..(constant.LastIndexOf('/') + 1)];
    }

    /// <summary>The first words of a title as <c>a-z0-9</c> and dashes; may be empty.</summary>
    public static string Slug(string title)
    {
        var words = NotLetters().Replace(title.ToLowerInvariant(), "-").Trim('-');
        return words.Length <= LongestSlug ? words : words[..(words.LastIndexOf('-', LongestSlug) is > 8 and var dash ? dash : LongestSlug)].TrimEnd('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotLetters();
}
