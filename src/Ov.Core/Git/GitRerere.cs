namespace Ov.Core.Git;

/// <summary>Git's memory of conflicts and how they were resolved, kept by <c>git rerere</c> in people's checkouts.</summary>
public sealed class GitRerere(GitProgram git)
{
    /// <summary>Whether the repository keeps such a memory: the setting, else that it has begun to.</summary>
    public bool IsOn(string commonDir) =>
        Directory.Exists(Path.Combine(commonDir, "rr-cache"))
        && git.Run(GitCall.Read(commonDir, "config", "--type=bool", "rerere.enabled")).Stdout.TrimEnd() != "false";

    /// <summary>Sets the conflicts up in a checkout of ours and lets git replay what it remembers. The caller cleans the checkout up.</summary>
    /// <returns>The paths that git says are resolved, as files of the checkout.</returns>
    public IReadOnlyList<string> Replay(string checkout, MergedTree merged, IReadOnlyList<string> paths)
    {
        var stages = merged.Stages.Where(stage => paths.Contains(stage.Path)).ToList();
        var index = string.Concat(paths.Select(path => $"0 {new string('0', merged.Tree.Length)} 0\t{path}\0"))
            + string.Concat(stages.Select(stage => $"{stage.Mode} {stage.Oid} {stage.Stage}\t{stage.Path}\0"));
        // What a replay that died left would be taken for conflicts that somebody has resolved meanwhile.
        Forget(checkout);
        git.Text(GitCall.Change(checkout, "read-tree", "--reset", "-u", merged.Tree));
        git.Text(GitCall.Change(checkout, "update-index", "-z", "--index-info") with { Input = System.Text.Encoding.UTF8.GetBytes(index) });
        try
        {
            git.Text(GitCall.Change(checkout, "-c", "rerere.enabled=true", "-c", "rerere.autoUpdate=false", "rerere"));
            var remaining = git.Text(GitCall.Read(checkout, "-c", "rerere.enabled=true", "-c", "core.quotePath=false", "rerere", "remaining")).Split('\n');
            return [.. paths.Except(remaining)];
        }
        finally
        {
            Forget(checkout);
        }
    }

    private void Forget(string checkout) => git.Text(GitCall.Change(checkout, "-c", "rerere.enabled=true", "rerere", "clear"));
}
