namespace Ov.Core.Git;

/// <summary>Reads what a repository's attributes say about paths.</summary>
public sealed class GitAttributes(GitProgram git)
{
    /// <summary>Whether git merges all these paths as plain text, by no driver of the project's own.</summary>
    public bool MergedAsText(string checkout, IReadOnlyList<string> paths)
    {
        var fields = git.Text(GitCall.Read(checkout, ["check-attr", "-z", "merge", "--", .. paths])).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return fields.Chunk(3).All(attribute => attribute is [_, _, "unspecified" or "set" or "text"]);
    }
}
