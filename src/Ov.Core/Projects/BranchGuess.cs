using Ov.Core.Git;

namespace Ov.Core.Projects;

/// <summary>Which branch is the project's default one.</summary>
internal static class BranchGuess
{
    private static readonly string[] Usual = ["main", "master", "trunk"];

    /// <summary>What origin says, else a branch of a usual name, else the checked-out one; null when there is none.</summary>
    public static string? Default(OvApp app)
    {
        const string prefix = "ref: refs/remotes/origin/";
        var remote = Path.Combine(app.Project.CommonDir, "refs", "remotes", "origin", "HEAD");
        if (File.Exists(remote) && File.ReadAllText(remote).Trim() is var text && text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return text[prefix.Length..];
        }

        var head = HeadReader.CurrentBranch(app.Project.CommonDir);
        var refs = new GitRefs(app.Git);
        return head is not null && Usual.Contains(head) ? head
            : Usual.FirstOrDefault(name => refs.BranchExists(app.Project.CommonDir, name)) ?? head;
    }
}
