using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Core.Lessons;

/// <summary>A lesson that is to be recorded.</summary>
public sealed record LessonDraft(string Domain, string Type, string Text)
{
    /// <summary>The types with a meaning of their own.</summary>
    public static readonly IReadOnlyList<string> Types = ["convention", "pattern", "failure", "decision", "reference", "guide"];

    private const int LongestWord = 60;
    private const int LongestText = 16 * 1024;

    public LessonClass Class { get; init; } = LessonClass.Tactical;

    public string Title { get; init; } = "";

    public string? Resolution { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>();

    /// <summary>Lessons it takes the place of, by any word that finds one.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    public string? Source { get; init; }

    /// <summary>Null means now.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>Reports of how it went, oldest first.</summary>
    public IReadOnlyList<LessonOutcome> Outcomes { get; init; } = [];

    /// <summary>True for one that was put away where it was imported from.</summary>
    public bool IsArchived { get; init; }

    /// <summary>The same words about the same thing are the same lesson, whoever records them when.</summary>
    public string Fingerprint => Sha256.HexOf(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', Domain, Type, Plain(Title), Plain(Text), Plain(Resolution ?? ""))));

    /// <summary>The text of its note.</summary>
    public string Body => $"{(Title.Length == 0 ? "" : $"{Title}: ")}{Text.Trim()}\n{(Resolution is null ? "" : $"→ {Resolution.Trim()}\n")}";

    /// <summary>The draft with its words brought into form.</summary>
    /// <exception cref="OvException">usage.</exception>
    public LessonDraft Checked()
    {
        var domain = Word("domain", Domain);
        var type = Word("type", Type);
        if (string.IsNullOrWhiteSpace(Text) || Text.Length + Title.Length + (Resolution?.Length ?? 0) > LongestText)
        {
            throw new OvException(ErrorCode.Usage, $"A lesson needs a text of at most {LongestText / 1024} thousand characters.", "Keep it short: it is read again and again. Put the rest into a note and name that.");
        }

        return string.Concat(Title, Text, Resolution, string.Concat(Files), string.Concat(Tags)).Contains('\0')
            ? throw new OvException(ErrorCode.Usage, "A lesson cannot hold a NUL character.")
            : this with { Domain = domain, Type = type, Title = Plain(Title), Files = [.. Files.Select(file => file.Trim()).Where(file => file.Length > 0).Distinct()] };
    }

    private static string Word(string what, string text)
    {
        var word = text.Trim().ToLowerInvariant();
        return word.Length is > 0 and <= LongestWord && char.IsAsciiLetterOrDigit(word[0]) && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? word
            : throw new OvException(ErrorCode.Usage, $"A lesson's {what} is one word of at most {LongestWord} letters, digits, '-', '_' and '.'.", "For example: --domain exporters --type convention");
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>How it went when somebody went by a lesson.</summary>
/// <param name="Status">worked or failed; what was imported may also say partial.</param>
public sealed record LessonOutcome(string Status, string? Agent, string? Note, DateTimeOffset? At)
{
    public const string WorkedWord = "worked";
    public const string FailedWord = "failed";
}
