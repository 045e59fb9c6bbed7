namespace Ov.Core.Guarding.Shell;

/// <summary>The text is no shell that this parser knows. Never shown as such: the guard turns it into a refusal or lets it pass.</summary>
public sealed class ShellSyntaxException(string what, int position) : Exception($"{what} at character {position + 1}")
{
    /// <summary>Characters from the beginning.</summary>
    public int Position => position;
}
