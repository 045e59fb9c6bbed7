using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges programs beside git that send something away from this machine.</summary>
internal static class PublishJudge
{
    public static GuardVerdict? Of(ShellCall call)
    {
        var words = call.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => word.IsExact ? word.Text : "").Take(3).ToList();
        var what = (call.Program, words) switch
        {
            ("gh" or "hub" or "glab" or "tea", ["pr" or "mr", "create" or "merge" or "close" or "edit" or "comment" or "review" or "ready" or "reopen", ..]) => "a pull request",
            ("gh" or "glab", ["release", "create" or "upload" or "delete" or "edit", ..]) => "a release",
            ("gh" or "glab", ["repo", "create" or "delete" or "sync" or "fork" or "rename" or "archive", ..]) => "a repository elsewhere",
            ("gh" or "glab", ["issue", "create" or "close" or "comment" or "edit" or "delete", ..]) => "an issue elsewhere",
            ("hub", ["push" or "pull-request" or "release", ..]) => "a branch or pull request",
            ("jj", ["git", "push", ..]) => "a branch",
            ("hg" or "svn" or "bzr", ["push" or "commit" or "ci", ..]) when call.Program != "hg" || words[0] == "push" => "a commit",
            ("npm" or "pnpm" or "yarn" or "bun" or "cargo" or "poetry" or "flit" or "hatch" or "uv" or "vsce", ["publish" or "unpublish", ..]) => "a package",
            ("yarn", ["npm", "publish", ..]) => "a package",
            ("docker" or "podman" or "buildah" or "skopeo" or "helm", ["push" or "copy", ..]) => "an image",
            ("docker" or "podman", ["image" or "manifest", "push", ..]) => "an image",
            ("dotnet", ["nuget", "push", ..]) => "a package",
            ("nuget" or "gem", ["push", ..]) => "a package",
            ("twine", ["upload", ..]) => "a package",
            ("mvn", var goals) when goals.Contains("deploy") => "a package",
            ("git-send-email" or "git-push" or "git-send-pack", _) => "commits",
            _ => null,
        };
        return what is null ? null : GuardVerdict.Deny(GuardRules.NoPush, $"'{call.Program}' would send {what} away from this machine.");
    }
}
