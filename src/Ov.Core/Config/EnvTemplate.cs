using System.Globalization;
using System.Text;

namespace Ov.Core.Config;

/// <summary>
/// A value under <c>env:</c>: text with placeholders such as <c>{port0}</c>. A brace around anything but one word is text, and
/// <c>{{</c> always is.
/// </summary>
public static class EnvTemplate
{
    /// <summary>Every placeholder but <c>portN</c>, with what it stands for.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Placeholders =
    [
        ("project", "the project's name, as letters, digits and dashes"),
        ("project_root", "the path of the project"),
        ("agent", "the agent's name, or the worktree's where no agent works; for gates: integration"),
        ("agent_slug", "the same with _ for -, as databases like it"),
        ("worktree", "the path of the worktree"),
        ("branch", "the branch checked out there"),
        ("branch_slug", "the same as letters, digits and dashes"),
        ("run", "the run's name, or nothing"),
        ("task", "the task's number, or nothing"),
    ];

    private const string Port = "port";

    /// <summary>What is wrong with a value, or null. The fault names the nearest placeholder.</summary>
    /// <param name="more">Names that are known beside the common ones.</param>
    public static string? FaultOf(string template, IReadOnlyList<string>? more = null)
    {
        var known = Placeholders.Select(p => p.Name).Concat(more ?? []).ToList();
        string? fault = null;
        Walk(template, word =>
        {
            fault ??= PortNumber(word) is not null || known.Contains(word) ? null
                : $"holds the unknown placeholder {{{word}}}.{Nearest.Sentence(word, known.Append("port0"))} Write {{{{ for a brace that is meant";
            return "";
        });
        return fault;
    }

    /// <summary>The highest port that a value asks for, or null when it asks for none.</summary>
    public static int? HighestPort(string template)
    {
        int? highest = null;
        Walk(template, word =>
        {
            highest = PortNumber(word) is { } number && (highest is null || number > highest) ? number : highest;
            return "";
        });
        return highest;
    }

    /// <summary>The words in braces, each once.</summary>
    internal static IReadOnlyList<string> WordsOf(string template)
    {
        var words = new List<string>();
        Walk(template, word =>
        {
            words.Add(word);
            return "";
        });
        return [.. words.Distinct()];
    }

    internal static bool Knows(string word) => PortNumber(word) is not null || Placeholders.Any(known => known.Name == word);

    public static string Render(string template, IReadOnlyDictionary<string, string> values, IReadOnlyList<int> ports) => Walk(
        template,
        word => PortNumber(word) is { } number
            ? number < ports.Count ? ports[number].ToString(CultureInfo.InvariantCulture) : ""
            : values.GetValueOrDefault(word, ""));

    private static int? PortNumber(string word) =>
        word.StartsWith(Port, StringComparison.Ordinal) && int.TryParse(word.AsSpan(Port.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Walk(string template, Func<string, string> replace)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var doubled = i + 1 < template.Length && template[i] is '{' or '}' && template[i + 1] == template[i];
            if (doubled)
            {
                text.Append(template[i++]);
            }
            else if (template[i] == '{' && template.IndexOf('}', i) is var close and > 0 && IsWord(template.AsSpan(i + 1, close - i - 1)))
            {
                text.Append(replace(template[(i + 1)..close]));
                i = close;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return text.Length > 0 && char.IsAsciiLetter(text[0]);
    }
}
