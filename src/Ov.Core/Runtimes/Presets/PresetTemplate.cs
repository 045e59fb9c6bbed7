namespace Ov.Core.Runtimes.Presets;

/// <summary>Fills the places of a command line. No shell is involved: a value stays one argument, whatever it holds.</summary>
internal static class PresetTemplate
{
    private static readonly string[] Places = ["{prompt}", "{promptFile}", "{session}", "{model}", "{effort}", "{role}", "{worktree}", "{project}"];

    public static IReadOnlyList<string> Fill(IReadOnlyList<IReadOnlyList<string>> template, TurnContext turn) =>
        [.. template.Where(words => words.All(word => IsFilled(word, turn))).SelectMany(words => words).Select(word => Fill(word, turn))];

    private static bool IsFilled(string word, TurnContext turn) =>
        Array.TrueForAll(Places, place => !word.Contains(place, StringComparison.Ordinal) || Value(place, turn) is { Length: > 0 });

    /// <summary>Left to right in one pass, so that no value is searched for places itself.</summary>
    private static string Fill(string word, TurnContext turn)
    {
        var open = word.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return word;
        }

        var place = Array.Find(Places, one => string.CompareOrdinal(word, open, one, 0, one.Length) == 0);
        return place is null
            ? word[..(open + 1)] + Fill(word[(open + 1)..], turn)
            : word[..open] + Value(place, turn) + Fill(word[(open + place.Length)..], turn);
    }

    private static string? Value(string place, TurnContext turn) => place switch
    {
        "{prompt}" => turn.Prompt,
        "{promptFile}" => turn.PromptFile,
        "{session}" => turn.Agent.Session,
        "{model}" => turn.Model,
        "{effort}" => turn.Effort,
        "{role}" => turn.RoleFile,
        "{worktree}" => turn.Worktree,
        _ => turn.ProjectRoot,
    };
}
