namespace Ov.Core.Forges;

/// <summary>Something that a forge says about a pull request: a comment, a review, a check that failed.</summary>
/// <param name="Key">The same at each look, so that it is told once.</param>
/// <param name="Head">Who or what says it, in one line.</param>
/// <param name="Text">Somebody else's words; may be empty.</param>
/// <param name="WantsChanges">The branch has to change before it is taken.</param>
/// <param name="Job">What of the forge's has the log of the check; null where it has none.</param>
public sealed record ForgeRemark(string Key, string Head, string Text, bool WantsChanges, string? Job = null)
{
    /// <summary>Longest text of one remark; of a log its end is kept.</summary>
    private const int Most = 4_000;

    /// <summary>As mail has it. Whoever wrote on the forge is nobody that ov knows, so each of those lines is marked as quoted.</summary>
    public string Words => string.Join('\n', Quoted().Prepend(Head.ReplaceLineEndings(" ")));

    private IEnumerable<string> Quoted() =>
        Cut(Text.Replace("\0", "", StringComparison.Ordinal).Trim()) is { Length: > 0 } text ? text.ReplaceLineEndings("\n").Split('\n').Select(line => $"  | {line}") : [];

    private string Cut(string text) => text.Length <= Most ? text : Job is null ? text[..Most] + "…" : "…" + text[^Most..];
}
