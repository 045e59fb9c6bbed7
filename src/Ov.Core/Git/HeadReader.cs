namespace Ov.Core.Git;

/// <summary>Reads what a checkout has checked out without a subprocess.</summary>
public static class HeadReader
{
    private const string Prefix = "ref: refs/heads/";

    /// <summary>The branch, born or not; null when HEAD is detached or unreadable.</summary>
    /// <param name="gitDir">The checkout's own git folder, not the common one.</param>
    public static string? CurrentBranch(string gitDir)
    {
        var head = Path.Combine(gitDir, "HEAD");
        if (!File.Exists(head))
            return null;
        var text = File.ReadAllText(head).TrimEnd('\n', '\r');
        return text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;
    }
}
