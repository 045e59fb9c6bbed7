using System.Globalization;
using System.Text;

namespace Ov.Core.Git;

/// <summary>Makes commits without a checkout and reads history.</summary>
public sealed class GitCommits(GitProgram git)
{
    // Fields by NUL, commits by NUL too (-z): no byte that a message may hold.
    private const string Format = "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%ct%x00%s%x00%(trailers:only,unfold,separator=%x1e,key_value_separator=%x1f)";
    private const int Fields = 8;

    /// <summary>The identity the user gave git by environment or configuration, else <see cref="GitIdentity.Ov"/>; never one guessed from the machine.</summary>
    public GitIdentity Identity(string directory)
    {
        var call = GitCall.Read(directory, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT") with
        {
            Variables = git.Variables.Where(v => v.Key is "GIT_AUTHOR_NAME" or "GIT_AUTHOR_EMAIL").ToDictionary(v => v.Key, v => (string?)v.Value),
        };
        var result = git.Run(call);
        var text = result.Stdout;
        var (open, close) = (text.IndexOf('<', StringComparison.Ordinal), text.IndexOf('>', StringComparison.Ordinal));
        return result.ExitCode == 0 && open > 0 && close > open + 1
            ? new GitIdentity(text[..open].Trim(), text[(open + 1)..close])
            : GitIdentity.Ov;
    }

    /// <summary>Whether the user's settings ask for signed commits.</summary>
    public bool AsksForSignatures(string directory) => git.Run(GitCall.Read(directory, "config", "--type=bool", "commit.gpgSign")).Stdout.TrimEnd() == "true";

    /// <summary>Writes the commit and returns its id; moves no ref.</summary>
    public string Create(string directory, CommitDraft draft)
    {
        var author = draft.Author ?? Identity(directory);
        var committer = draft.Committer ?? author;
        return git.Line(GitCall.Change(directory, ["commit-tree", draft.Tree, .. draft.Parents.SelectMany(p => new[] { "-p", p })]) with
        {
            Input = Encoding.UTF8.GetBytes(draft.Message.EndsWith('\n') ? draft.Message : draft.Message + "\n"),
            Variables = new Dictionary<string, string?>
            {
                ["GIT_AUTHOR_NAME"] = author.Name, ["GIT_AUTHOR_EMAIL"] = author.Email, ["GIT_AUTHOR_DATE"] = Stamp(draft.AuthorDate ?? draft.Date),
                ["GIT_COMMITTER_NAME"] = committer.Name, ["GIT_COMMITTER_EMAIL"] = committer.Email, ["GIT_COMMITTER_DATE"] = Stamp(draft.Date),
            },
        });
    }

    /// <summary>A commit that only gives a tree a place in a merge: without a parent the base of it, else one of its sides.</summary>
    public string Side(string directory, string tree, params IReadOnlyList<string> parents) =>
        Create(directory, new CommitDraft(tree, parents, "A side of a merge", DateTimeOffset.UnixEpoch) { Author = GitIdentity.Ov });

    /// <summary>A commit as it would have to be drafted to be made again.</summary>
    public CommitDraft Draft(string directory, string oid)
    {
        var f = git.Text(GitCall.Read(directory, "log", "-1", "--no-show-signature", "--no-color", "--no-notes", "--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%B", oid)).Split('\0', 6);
        var at = DateTimeOffset.Parse(f[4], CultureInfo.InvariantCulture);
        return new CommitDraft(f[0], f[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), f[5].TrimEnd('\n') + "\n", at) { Author = new GitIdentity(f[2], f[3]), AuthorDate = at };
    }

    /// <summary>The commits of a revision that none of the others has and that are no merges, each after those it builds on.</summary>
    public IReadOnlyList<string> InOrder(string directory, string revision, params IEnumerable<string> others) =>
        git.Text(GitCall.Read(directory, ["rev-list", "--reverse", "--topo-order", "--no-merges", "--end-of-options", revision, .. others.Select(other => "^" + other)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The id of a commit's tree.</summary>
    public string Tree(string directory, string revision) =>
        git.Line(GitCall.Read(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{tree}"));

    /// <summary>The same for many in one call.</summary>
    public IReadOnlyList<string> Trees(string directory, IReadOnlyList<string> commits) => commits.Count == 0 ? [] :
        git.Text(GitCall.Read(directory, ["rev-parse", .. commits.Select(commit => commit + "^{tree}")])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public GitCommit Read(string directory, string revision) => Log(directory, ["--no-walk", "--end-of-options", revision]).Single();

    /// <summary>Single commits, in the order asked for.</summary>
    public IReadOnlyList<GitCommit> ReadAll(string directory, IEnumerable<string> oids) =>
        oids.ToList() is { Count: > 0 } asked ? Log(directory, ["--no-walk=unsorted", "--end-of-options", .. asked]) : [];

    /// <summary>The commits of a range such as <c>main..topic</c> along first parents, newest first.</summary>
    public IReadOnlyList<GitCommit> FirstParentLog(string directory, string range, int? most = null) =>
        Log(directory, [.. most is { } count ? [$"--max-count={count}"] : Array.Empty<string>(), "--first-parent", "--end-of-options", range]);

    /// <summary>The commits of a range, all parents followed, newest first.</summary>
    public IReadOnlyList<GitCommit> Log(string directory, string range, int? most = null) =>
        Log(directory, [.. most is { } count ? [$"--max-count={count}"] : Array.Empty<string>(), "--end-of-options", range]);

    /// <summary>The best common ancestor, or null for unrelated histories.</summary>
    public string? MergeBase(string directory, string one, string other)
    {
        var call = GitCall.Read(directory, "merge-base", one, other);
        var result = git.Run(call);
        return result.ExitCode switch { 0 => result.Stdout.TrimEnd(), 1 => null, _ => throw git.Failure(call, result) };
    }

    public bool IsAncestor(string directory, string ancestor, string descendant)
    {
        var call = GitCall.Read(directory, "merge-base", "--is-ancestor", ancestor, descendant);
        var result = git.Run(call);
        return result.ExitCode switch { 0 => true, 1 => false, _ => throw git.Failure(call, result) };
    }

    /// <summary>How many commits a revision has that none of the others has: a branch's own ones.</summary>
    public int CountOwn(string directory, string revision, params IEnumerable<string> others) => int.Parse(
        git.Line(GitCall.Read(directory, ["rev-list", "--count", "--end-of-options", revision, .. others.Select(other => "^" + other)])),
        CultureInfo.InvariantCulture);

    /// <summary>The commit on the first-parent line of a descendant that brought an ancestor in: a merge, or the ancestor itself after a fast-forward.</summary>
    public string BroughtBy(string directory, string ancestor, string descendant)
    {
        var between = git.Text(GitCall.Read(directory, "rev-list", "--first-parent", "--ancestry-path", $"{ancestor}..{descendant}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return between is [.., var oldest] && !IsAncestor(directory, ancestor, oldest + "^1") ? oldest : ancestor;
    }

    /// <summary>How many commits a revision has that another lacks, and the other way round.</summary>
    public (int Ahead, int Behind) Distance(string directory, string revision, string other)
    {
        var counts = git.Line(GitCall.Read(directory, "rev-list", "--left-right", "--count", "--end-of-options", $"{revision}...{other}")).Split('\t');
        return (int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The commits that some commits lead to and another does not, each with its parents: one call.</summary>
    public IReadOnlyDictionary<string, string[]> Parents(string directory, IEnumerable<string> tips, string without)
    {
        string[] named = [.. tips.Distinct()];
        return named.Length == 0 ? new Dictionary<string, string[]>()
            : git.Text(GitCall.Read(directory, ["rev-list", "--parents", "--end-of-options", .. named, "^" + without]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(ids => ids[0], ids => ids[1..]);
    }

    /// <summary>How many merges a range holds.</summary>
    public int CountMerges(string directory, string range) =>
        int.Parse(git.Line(GitCall.Read(directory, "rev-list", "--count", "--merges", "--end-of-options", range)), CultureInfo.InvariantCulture);

    /// <summary>How many commits a range holds.</summary>
    public int Count(string directory, string range) =>
        int.Parse(git.Line(GitCall.Read(directory, "rev-list", "--count", "--end-of-options", range)), CultureInfo.InvariantCulture);

    // Without the sign git takes an early time for something else.
    private static string Stamp(DateTimeOffset at) => $"@{at.ToUnixTimeSeconds()} {at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}";

    private IReadOnlyList<GitCommit> Log(string directory, string[] arguments)
    {
        var fields = git.Text(GitCall.Read(directory, ["log", "-z", "--no-show-signature", "--no-color", "--no-decorate", "--no-notes", Format, .. arguments])).Split('\0');
        return [.. fields.Chunk(Fields).Where(c => c.Length == Fields).Select(Commit)];
    }

    private static GitCommit Commit(string[] f) => new(
        f[0], f[1], f[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), new GitIdentity(f[3], f[4]),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(f[5], CultureInfo.InvariantCulture)), f[6],
        [.. f[7].TrimEnd('\n').Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('\x1f', 2)).Where(t => t.Length == 2)
            .Select(t => KeyValuePair.Create(t[0], t[1]))]);
}
