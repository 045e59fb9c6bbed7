namespace Ov.Core.Guarding.Shell;

/// <summary>What a piece of a word is.</summary>
public enum ShellPartKind
{
    /// <summary>Characters that stand for themselves.</summary>
    Literal,

    /// <summary>A variable's plain value: <c>$NAME</c> or <c>${NAME}</c>. <see cref="ShellPart.Text"/> is the name.</summary>
    Variable,

    /// <summary>Something whose value nobody can tell before it runs: a substitution, arithmetic, a changed variable.</summary>
    Unknown,

    /// <summary>An unquoted <c>*</c>, <c>?</c> or <c>[</c>: may become names of files.</summary>
    Glob,

    /// <summary>An unquoted <c>~</c> at the beginning of a word. <see cref="ShellPart.Text"/> is the user's name, empty for the own home.</summary>
    Home,
}

/// <summary>A piece of a word.</summary>
/// <param name="Quoted">Inside quotes or escaped: never split, never a pattern, never a reserved word.</param>
public sealed record ShellPart(ShellPartKind Kind, string Text, bool Quoted)
{
    /// <summary>The script of a substitution whose output it is; a few of them can be told (<see cref="ShellAnswers"/>).</summary>
    public ShellNode? Script { get; init; }
}
