using Ov.Core.Agents;
using Ov.Core.Git;

namespace Ov.Core.Inspecting;

/// <summary>Reads what an agent's worktree changed. Nothing is written, not even the worktree's index.</summary>
public static class WorkDiffReader
{
    /// <summary>Of each of the two patches; a person reads no more, and a program asks git.</summary>
    public const int MostCharacters = 200_000;

    private const int MostCommits = 200;
    private const int MostFiles = 2000;

    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id; state for an agent that never had a worktree.</exception>
    public static WorkDiff Of(OvApp app, string name)
    {
        var agent = app.Ledger.Read(sql => AgentResolver.Require(sql, name));
        if (agent.Branch is null && agent.Worktree is null)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has no worktree of its own, so it has changed no file there.", "A lead and a coordinator work through others: see 'ov inspect' of their children.");
        }

        var worktree = agent.Worktree is { } folder && Directory.Exists(folder) ? folder : null;
        var place = worktree ?? app.Project.CommonDir;
        var refs = new GitRefs(app.Git);
        var tip = worktree is null ? agent.Branch is null ? null : refs.Tip(place, agent.Branch) : refs.Resolve(place, "HEAD");
        var start = tip is null ? null : Base(app.Git, place, agent, tip);
        var diffs = new GitDiffs(app.Git);
        var committed = start is null || tip is null ? "" : diffs.Text(place, start, tip);
        IReadOnlyList<ChangedFile> files = start is null || tip is null ? [] : diffs.ChangedFiles(place, start, tip);
        var open = worktree is null ? OpenWork.None : OpenWork.Read(app.Git, worktree, tip is not null);
        var commits = start is null || tip is null ? [] : new GitCommits(app.Git).Log(place, $"{start}..{tip}", MostCommits + 1);
        var all = files.Select(file => File(file, WorkPlace.Committed)).Concat(open.Changed.Select(file => File(file, WorkPlace.Uncommitted)))
            .Concat(open.Untracked.Select(path => new WorkFile(path, "added", null, WorkPlace.Untracked))).ToList();
        return new WorkDiff(
            agent.Name, agent.Id, worktree, agent.Branch, agent.BaseBranch, start, tip,
            [.. commits.Take(MostCommits).Reverse().Select(commit => new WorkCommit(commit.Oid, app.Redactor.OfWords(commit.Subject), commit.CommittedAt))], [.. all.Take(MostFiles)],
            Shown(app, committed), Shown(app, open.Patch),
            committed.Length > MostCharacters || open.Patch.Length > MostCharacters || open.Cut || commits.Count > MostCommits || all.Count > MostFiles);
    }

    /// <summary>Where the branch and its base parted; once all of it has landed they have not, and its beginning is taken.</summary>
    private static string? Base(GitProgram git, string place, AgentRecord agent, string tip)
    {
        var parted = agent.BaseBranch is { } branch && new GitRefs(git).Tip(place, branch) is { } home ? new GitCommits(git).MergeBase(place, home, tip) : null;
        return parted is null || parted == tip ? agent.BaseCommit ?? parted : parted;
    }

    private static WorkFile File(ChangedFile file, WorkPlace place) => new(file.Path, file.Kind switch
    {
        'A' => "added",
        'M' => "modified",
        'D' => "deleted",
        'R' => "renamed",
        var other => other.ToString(),
    }, file.OldPath, place);

    /// <summary>Secrets go before the text is cut: half of one is still one.</summary>
    private static string Shown(OvApp app, string patch)
    {
        var clean = app.Redactor.Of(patch.Length > 2 * MostCharacters ? patch[..(2 * MostCharacters)] : patch);
        return clean.Length <= MostCharacters ? clean : clean[..(clean.LastIndexOf('\n', MostCharacters - 1) + 1)];
    }
}
