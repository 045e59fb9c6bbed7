using Ov.Core.Git;

namespace Ov.Core.Runs;

/// <summary>Which branch is the project's default one: nothing lands there unless it is named.</summary>
public static class DefaultBranch
{
    private const string Heads = "refs/heads/";
    private const string Remote = "refs/remotes/origin/";
    private static readonly string[] Usual = ["main", "master", "trunk", "develop"];

    /// <summary>
    /// What the configuration says, else what the remote says, else a usual name, else the only branch there is besides ours;
    /// null when none of them tells.
    /// </summary>
    public static string? Of(OvApp app)
    {
        if (app.Config.Project.CanonicalBranch is { } named)
        {
            return named;
        }

        var refs = new GitRefs(app.Git);
        if (refs.SymbolicTarget(app.Project.Root, Remote + "HEAD") is { } remote && remote.StartsWith(Remote, StringComparison.Ordinal))
        {
            return remote[Remote.Length..];
        }

        var branches = refs.List(app.Project.Root, Heads).Select(item => item.Name[Heads.Length..]).Where(IsNotOurs).ToList();
        return Usual.FirstOrDefault(branches.Contains) ?? (branches.Count == 1 ? branches[0] : null);
    }

    private static bool IsNotOurs(string branch) =>
        !branch.StartsWith(RunTarget.Prefix, StringComparison.Ordinal) && !branch.StartsWith("overstory/", StringComparison.Ordinal);
}
