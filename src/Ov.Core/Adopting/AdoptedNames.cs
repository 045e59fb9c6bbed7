using System.Text;
using Ov.Core.Agents;

namespace Ov.Core.Adopting;

/// <summary>Overstory's free names in the letters that ov's names have: lower case, a–z, 0–9 and <c>-</c>, at most 41.</summary>
internal static class AdoptedNames
{
    private const int Longest = 41;

    /// <summary>Who mail is from or for. The desk has two names there and one here.</summary>
    public static string Party(string name) =>
        name.Equals("orchestrator", StringComparison.OrdinalIgnoreCase) || name.Equals(Caller.OperatorName, StringComparison.OrdinalIgnoreCase) ? Caller.OperatorName : Of(name);

    public static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            var fits = char.IsAsciiLetterOrDigit(letter);
            if (fits || (text.Length > 0 && text[^1] != '-'))
            {
                text.Append(fits ? letter : '-');
            }
        }

        var whole = text.ToString();
        return whole.Length == 0 ? "unnamed" : whole[..Math.Min(whole.Length, Longest)].TrimEnd('-');
    }

    /// <summary>A name that none of the taken ones is.</summary>
    public static string Free(string name, ISet<string> taken)
    {
        for (var copy = 1; ; copy++)
        {
            var tail = copy == 1 ? "" : $"-{copy}";
            var free = name[..Math.Min(name.Length, Longest - tail.Length)] + tail;
            if (taken.Add(free))
            {
                return free;
            }
        }
    }
}
