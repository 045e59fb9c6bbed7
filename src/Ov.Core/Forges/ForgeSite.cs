using Ov.Core.Git;

namespace Ov.Core.Forges;

/// <summary>Where the branches for a target go, and who is asked to take them.</summary>
internal sealed record ForgeSite(GitRemote Remote, Forge Forge)
{
    /// <exception cref="OvException">not-found without a remote to choose, tool-missing.</exception>
    public static ForgeSite Of(OvApp app, string target)
    {
        // From where git reads a remote's address that is a path.
        var remote = new GitRemotes(app.Git).Of(app.Project.Root, target) ?? throw new OvException(
            ErrorCode.NotFound, $"No pull request can be made for {target}: this repository has no remote that it follows, no origin, and not just one other.", $"Name it: git config branch.{target}.remote <name>");
        var forge = Forge.Of(app, remote.Url);
        return forge.Program.IsInstalled ? new ForgeSite(remote, forge) : throw new OvException(
            ErrorCode.ToolMissing, $"The program {forge.Program.Name}, which makes pull requests, is not on PATH.", $"Install it and log in ({forge.Program.Name} auth login), or choose another one: ov config set merge.forge gh|glab");
    }
}
