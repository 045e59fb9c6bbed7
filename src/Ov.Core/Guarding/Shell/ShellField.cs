namespace Ov.Core.Guarding.Shell;

/// <summary>What a word becomes when the shell runs it, as far as it can be told.</summary>
/// <param name="Text">The text; when it is not known, the part in front of what is unknown.</param>
/// <param name="IsKnown">Nothing in it depends on what happens at run time.</param>
/// <param name="IsPattern">It holds an unquoted pattern and may become several names of files.</param>
public sealed record ShellField(string Text, bool IsKnown, bool IsPattern)
{
    /// <summary>The substitution whose output it holds, as far as it is one; null otherwise.</summary>
    public ShellNode? Script { get; init; }

    /// <summary>A text that is as it stands.</summary>
    public static ShellField Of(string text) => new(text, true, false);

    /// <summary>Known and no pattern: the program gets exactly this.</summary>
    public bool IsExact => IsKnown && !IsPattern;
}
