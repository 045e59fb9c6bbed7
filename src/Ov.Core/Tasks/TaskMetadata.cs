namespace Ov.Core.Tasks;

/// <summary>
/// Facts kept with a task, each as <c>key=value</c>, by key (S3-10, S3-14). What four of them may say is fixed, for the program reads them:
/// how likely it fails, what then suffers, how much it touches, and what kind of work it is (S2-60).
/// </summary>
public static class TaskMetadata
{
    public const string Risk = "risk", Impact = "impact", Breadth = "breadth", Level = "level";

    private const int LongestKey = 40, LongestValue = 500, Most = 50;

    /// <summary>The words of a key from the least to the greatest; empty for one that may say anything.</summary>
    public static IReadOnlyList<string> WordsOf(string key) => key switch
    {
        Risk => ["trivial", "low", "medium", "high", "critical"],
        Impact => ["isolated", "component", "phase", "project"],
        Breadth => ["single", "narrow", "moderate", "broad", "system"],
        Level => ["planning", "decomposition", "implementation", "review", "research"],
        _ => [],
    };

    /// <summary>What a task says of a key; null for nothing.</summary>
    public static string? Of(IReadOnlyList<string> metadata, string key) =>
        metadata.FirstOrDefault(entry => entry.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];

    /// <summary>The place of a task's word among those of its key; null where it says nothing.</summary>
    public static int? Rank(TaskRecord task, string key)
    {
        if (Of(task.Metadata, key) is not { } said)
        {
            return null;
        }

        var words = WordsOf(key);
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] == said)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Who does work of a level when nobody is named (S2-68).</summary>
    public static string RoleOf(IReadOnlyList<string> metadata) => Of(metadata, Level) switch
    {
        "planning" or "decomposition" => "planner",
        "review" => "reviewer",
        "research" => "scout",
        _ => "builder",
    };

    /// <summary>Changes only the keys that are named; one without a value goes.</summary>
    /// <exception cref="OvException">usage: no key, an unfit one, or a word that the key does not know.</exception>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string> now, IReadOnlyList<string> changes)
    {
        var merged = now.ToDictionary(KeyOf, entry => entry);
        foreach (var change in changes)
        {
            var (key, value) = Checked(change);
            merged.Remove(key);
            if (value.Length > 0)
            {
                merged[key] = $"{key}={value}";
            }
        }

        return merged.Count <= Most ? [.. merged.Values.Order(StringComparer.Ordinal)]
            : throw new OvException(ErrorCode.Usage, $"A task keeps at most {Most} facts, and this makes {merged.Count}.", "Take some away: --meta key=");
    }

    private static string KeyOf(string entry) => entry[..entry.IndexOf('=', StringComparison.Ordinal)];

    private static (string Key, string Value) Checked(string change)
    {
        var at = change.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            throw new OvException(ErrorCode.Usage, $"--meta takes key=value, and '{change}' has no '='.", "For example: --meta risk=high. To take it away: --meta risk=");
        }

        var (key, value) = (change[..at].Trim(), change[(at + 1)..].Trim());
        if (key.Length is 0 or > LongestKey || !char.IsAsciiLetterLower(key[0]) || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            throw new OvException(ErrorCode.Usage, $"'{key}' cannot be a key.", $"A lower-case letter first, then letters, digits, '-', '_' and '.', at most {LongestKey}.");
        }

        if (value.Length > LongestValue || value.Any(char.IsControl))
        {
            throw new OvException(ErrorCode.Usage, $"The value of {key} must be one line of at most {LongestValue} characters.", "Longer texts go into the body, or into a note.");
        }

        return value.Length == 0 || WordsOf(key) is not [_, ..] words || words.Contains(value) ? (key, value)
            : throw new OvException(ErrorCode.Usage, $"{key} cannot be '{value}'.{Nearest.Sentence(value, words)}", $"One of: {string.Join(", ", words)}.");
    }
}
