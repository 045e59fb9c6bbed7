using System.Globalization;
using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>
/// The kept checkout in which merges into one target are built and gated, off to the side of everybody's own. What the project ignores
/// (caches, dependencies) stays in it from merge to merge; everything else is made exactly the commit asked for.
/// </summary>
/// <param name="Path">Below <c>overstory/integration/</c>: nobody else's work is ever there.</param>
public sealed record IntegrationWorktree(string Path)
{
    /// <param name="lane">From 0; the others are for gates that run at the same time.</param>
    public static IntegrationWorktree Of(OvApp app, string target, int lane = 0) =>
        new(System.IO.Path.Combine(app.Project.Files.Integration, TargetFolder.Name(target) + (lane == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"+{lane + 1}"))));

    /// <summary>What a gate's processes are known by, also after whoever started them died: the folder that they work in.</summary>
    internal const string Mark = "OVERSTORY_GATE_FOLDER";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Leaves nothing of a merger that died, in whichever of a target's worktrees: no process of its gates, no file. The caller holds the <see cref="TargetLease"/>.</summary>
    public static void Tidy(OvApp app, string target, string oid)
    {
        foreach (var worktree in Lanes(app, target).Prepend(Of(app, target)).Where(worktree => Directory.Exists(worktree.Path)))
        {
            if (OperatingSystem.IsLinux() && ProcessTree.FindByEnvironment(Mark, worktree.Path) is { Count: > 0 } left)
            {
                ProcessTree.End(left, Grace);
            }

            worktree.TryReset(app, oid);
        }
    }

    /// <summary>Removes those that no gate comes to any more, because fewer run at once now. The caller holds the <see cref="TargetLease"/>.</summary>
    public static void Trim(OvApp app, string target)
    {
        var used = Enumerable.Range(1, Math.Max(0, app.Config.Merge.ParallelGates - 1)).Select(lane => Of(app, target, lane)).ToHashSet();
        foreach (var worktree in Lanes(app, target).Where(worktree => !used.Contains(worktree)))
        {
            try
            {
                new GitWorktrees(app.Git).Remove(app.Project.CommonDir, worktree.Path, force: true);
            }
            catch (OvException)
            {
                // It costs room only: no landing fails for that, and the next one tries again.
            }
        }
    }

    /// <summary>Takes one away when nothing is built in it; the next merge makes it anew.</summary>
    /// <exception cref="OvException">busy.</exception>
    public static void Remove(OvApp app, string path)
    {
        var target = System.IO.Path.GetFileName(path).Split('+')[0];
        using var held = FileLock.TryTake(System.IO.Path.Combine(app.Project.Files.Integration, $"{target}.lock"))
            ?? throw new OvException(ErrorCode.Busy, $"A merge is being built in {path}.", "Run the command again when it has finished.");
        new GitWorktrees(app.Git).Remove(app.Project.CommonDir, path, force: true);
    }

    /// <summary>Those beside the first that are there.</summary>
    private static List<IntegrationWorktree> Lanes(OvApp app, string target) =>
        [.. Directory.EnumerateDirectories(app.Project.Files.Integration, TargetFolder.Name(target) + "+*").Select(path => new IntegrationWorktree(path))];

    /// <summary>Checks out a commit, detached, with nothing left of what was there before. The caller holds the <see cref="TargetLease"/>.</summary>
    public void Prepare(OvApp app, string oid)
    {
        if (!TryReset(app, oid))
        {
            Remake(app, oid);
        }
    }

    private bool TryReset(OvApp app, string oid)
    {
        if (RepositoryLocator.Find(Path) is not { } here || here.WorktreeRoot is null || here.CommonDir != app.Project.CommonDir || !here.IsLinkedWorktree)
        {
            return false;
        }

        // Under the lease nobody works here: a lock that is left is a crash's.
        File.Delete(System.IO.Path.Combine(here.GitDir, "index.lock"));
        return Git(app, "checkout", "--quiet", "--force", "--detach", oid) && Git(app, "clean", "--quiet", "-d", "--force", "--force");
    }

    private void Remake(OvApp app, string oid)
    {
        var worktrees = new GitWorktrees(app.Git);
        var root = app.Project.CommonDir;
        if (worktrees.List(root).Any(w => w.Path == Path))
        {
            worktrees.Remove(root, Path, force: true);
        }

        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        worktrees.AddDetached(root, Path, oid);
        // Gates see the whole tree.
        worktrees.MakeFull(Path);
    }

    // The project's hooks are for people's checkouts.
    private bool Git(OvApp app, params string[] arguments) =>
        app.Git.Run(GitCall.Change(Path, ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false", .. arguments]) with { TimeLimit = TimeSpan.FromMinutes(15) }).ExitCode == 0;
}
