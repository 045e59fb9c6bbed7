using System.Globalization;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Proving;

/// <summary>Finds what a word names, and the landing that brought a commit.</summary>
internal sealed class WhyFinder(OvApp app, string? at)
{
    /// <summary>How many landings are compared by content, newest first, when nothing else tells.</summary>
    private const int Compared = 100;

    private readonly string _root = app.Project.CommonDir;
    private readonly GitCommits _commits = new(app.Git);
    private readonly GitRefs _refs = new(app.Git);

    private string Folder => app.Project.Here.WorktreeRoot ?? app.Project.CommonDir;

    /// <summary>A task or a merge of that name, with its newest landing.</summary>
    public static (TaskRecord? Task, MergeEntry? Entry) Entry(OvApp app, Sql sql, string asked)
    {
        if (asked.StartsWith("merge-", StringComparison.Ordinal))
        {
            return (null, MergeFinder.Require(sql, asked));
        }

        var isTask = asked.StartsWith("task-", StringComparison.Ordinal) || int.TryParse(asked.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out _) && asked.Length < 7;
        var task = isTask ? TaskResolver.Find(app, sql, asked) : null;
        return (task, task is null ? null : MergeStore.OfTask(sql, task.Id).OrderByDescending(entry => entry.State == MergeState.Landed).ThenByDescending(entry => entry.Seq).FirstOrDefault());
    }

    /// <summary>The commit that a line, a file or a revision leads to.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public GitCommit Commit(string asked)
    {
        var from = _refs.Resolve(Folder, at ?? "HEAD") ?? throw new OvException(ErrorCode.NotFound, $"There is no commit '{at ?? "HEAD"}'.", "Name a branch or a commit with --at.");
        var colon = asked.LastIndexOf(':');
        if (colon > 0 && int.TryParse(asked.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return _commits.Read(_root, Blamed(from, asked[..colon], line));
        }

        if (_refs.Resolve(Folder, asked) is { } commit)
        {
            return _commits.Read(_root, commit);
        }

        var last = app.Git.Run(GitCall.Read(Folder, "log", "-1", "--format=%H", from, "--", Inside(asked)));
        return last.Stdout.Trim() is { Length: > 0 } touched ? _commits.Read(_root, touched) : throw new OvException(
            ErrorCode.NotFound, $"'{asked}' is no line, file, commit, task or merge.", "For example: ov why src/list.cs:12, ov why HEAD~3, ov why 2");
    }

    /// <summary>By its own trailer, by what the ledger recorded, by the merge that brought it in, else by content.</summary>
    public (MergeEntry? Entry, string? Brought, string? By) Landing(GitCommit commit)
    {
        if (Known(commit) is var (own, how) && own is not null)
        {
            return (own, commit.Oid, how);
        }

        var from = _refs.Resolve(Folder, at ?? "HEAD")!;
        if (_commits.IsAncestor(_root, commit.Oid, from) && _commits.BroughtBy(_root, commit.Oid, from) is { } brought && brought != commit.Oid
            && Known(_commits.Read(_root, brought)) is { Entry: { } entry })
        {
            return (entry, brought, "history");
        }

        return ByContent(commit.Oid) is { } matched ? (matched, commit.Oid, "content") : (null, null, null);
    }

    private (MergeEntry? Entry, string? How) Known(GitCommit commit)
    {
        var byTrailer = commit.Trailer("Ov-Merge") is { } id ? app.Ledger.Read(sql => MergeStore.ById(sql, id)) : null;
        return byTrailer is not null ? (byTrailer, byTrailer.Landed is { } landed && (landed == commit.Oid || _refs.Resolve(_root, landed) is { } there && _commits.IsAncestor(_root, commit.Oid, there)) ? "trailer" : "content")
            : app.Ledger.Read(sql => MergeStore.ByLanded(sql, commit.Oid)) is { } recorded ? (recorded, "ledger") : (null, null);
    }

    private MergeEntry? ByContent(string commit)
    {
        var patches = new GitPatches(app.Git);
        return patches.Ids(_root, commit, 1) is not [var wanted] ? null
            : app.Ledger.Read(sql => MergeStore.ByPatch(sql, wanted))
            ?? app.Ledger.Read(sql => MergeStore.Finished(sql, Compared)).FirstOrDefault(entry =>
                entry is { State: MergeState.Landed, Seen: { } seen } && _refs.Resolve(_root, seen) is not null && _refs.Resolve(_root, entry.Tip) is not null
                && patches.Ids(_root, $"{seen}..{entry.Tip}", TargetHistory.Depth).Contains(wanted));
    }

    private string Blamed(string from, string path, int line)
    {
        var inside = Inside(path);
        var blame = app.Git.Run(GitCall.Read(Folder, "blame", "--porcelain", "-L", $"{line},{line}", from, "--", inside));
        return blame.ExitCode == 0 && blame.Stdout.Split(' ', 2) is [var oid, _] ? oid : throw new OvException(
            ErrorCode.NotFound, $"There is no line {line} of {inside} in {from[..12]}: {GitProgram.LastWords(blame.Stderr)}", "Lines are those of the commit, not of uncommitted edits.");
    }

    /// <summary>A path as the repository has it, from where the command runs.</summary>
    private string Inside(string path)
    {
        var full = Path.GetFullPath(path, app.Project.Here.WorktreeRoot is null ? Folder : app.Environment.WorkingDirectory);
        var inside = Path.GetRelativePath(Folder, full).Replace('\\', '/');
        return inside.StartsWith("../", StringComparison.Ordinal) || inside == ".." ? throw new OvException(ErrorCode.NotFound, $"{path} is outside the repository.", "Name a path inside it.") : inside;
    }
}
