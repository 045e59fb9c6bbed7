using Ov.Core.Git;

namespace Ov.Core.Adopting;

/// <summary>A worktree of Overstory's that exists.</summary>
/// <param name="Branch">What it has checked out now.</param>
/// <param name="BaseCommit">Where its branch leaves the target.</param>
/// <param name="Written">Files in it that Overstory wrote for its agent; they are nobody's work.</param>
/// <param name="Uncommitted">Changed paths that are somebody's work.</param>
internal sealed record ForeignCheckout(string Path, string Branch, string BaseCommit, IReadOnlyList<string> Written, IReadOnlyList<string> Uncommitted)
{
    /// <summary>Where its adapters put an agent's instructions and hooks.</summary>
    private static readonly string[] Places =
    [
        ".claude/CLAUDE.md", ".claude/settings.local.json", "AGENTS.md", ".github/copilot-instructions.md", ".cursor/rules/overstory.md", "GEMINI.md",
        ".goosehints", "CONVENTIONS.md", ".amp/AGENT.md", "SAPLING.md", ".sapling/guards.json", ".pi/extensions/overstory-guard.ts", ".pi/settings.json", ".github/hooks/hooks.json",
    ];

    /// <summary>By session id. Only a folder that git knows as a checkout of this repository counts.</summary>
    public static Dictionary<string, ForeignCheckout> Of(OvApp app, OverstoryFolder folder, IReadOnlyList<ForeignSession> sessions, string target)
    {
        var found = new Dictionary<string, ForeignCheckout>();
        var checkouts = sessions.Count == 0 ? [] : new GitWorktrees(app.Git).List(app.Project.CommonDir)
            .Where(tree => tree is { Branch: not null, Prunable: null } && tree.Path != app.Project.Root).ToList();
        foreach (var session in sessions)
        {
            // The project may have been moved since: then the folder lies where its agent's name says.
            string[] places = [System.IO.Path.TrimEndingDirectorySeparator(session.Worktree), System.IO.Path.Combine(folder.Path, "worktrees", session.Agent)];
            if (checkouts.FirstOrDefault(tree => places.Contains(tree.Path) && Directory.Exists(tree.Path)) is { } checkout)
            {
                found[session.Id] = Look(app, checkout, target);
            }
        }

        return found;
    }

    private static ForeignCheckout Look(OvApp app, GitWorktree checkout, string target)
    {
        var (root, commits, refs) = (app.Project.CommonDir, new GitCommits(app.Git), new GitRefs(app.Git));
        var written = Places.Where(place => IsOverstorys(System.IO.Path.Combine(checkout.Path, place))).ToList();
        var status = new GitStatusReader(app.Git).Read(checkout.Path);
        var fork = checkout.Head is { } head && refs.Tip(root, target) is { } tip ? commits.MergeBase(root, tip, head) ?? head : checkout.Head ?? "";
        return new ForeignCheckout(checkout.Path, checkout.Branch!, fork, written, [.. status.AllPaths.Except(written)]);
    }

    /// <summary>Its overlays name the tool in their head, its hooks and guards the variable they look at.</summary>
    private static bool IsOverstorys(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return false;
        }

        var text = File.ReadAllText(path);
        var head = text[..Math.Min(text.Length, 400)];
        return text.Contains("OVERSTORY_", StringComparison.Ordinal)
            || (head.Contains("overstory", StringComparison.OrdinalIgnoreCase) && head.Contains("generated", StringComparison.OrdinalIgnoreCase));
    }
}
