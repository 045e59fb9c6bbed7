namespace Ov.Core.Guarding.Shell;

/// <summary>One word as it is written. What it becomes is known only where all of its pieces are.</summary>
public sealed record ShellWord(IReadOnlyList<ShellPart> Parts)
{
    /// <summary>The text of a word without expansions; null when it has any.</summary>
    public string? Literal => Parts.All(part => part.Kind == ShellPartKind.Literal) ? string.Concat(Parts.Select(part => part.Text)) : null;

    /// <summary>The text when nothing of it is quoted or expanded: only such a word can be a reserved word.</summary>
    public string? Bare => Parts.All(part => part is { Kind: ShellPartKind.Literal, Quoted: false }) ? Literal : null;

    public static ShellWord Of(string text) => new([new ShellPart(ShellPartKind.Literal, text, true)]);
}
