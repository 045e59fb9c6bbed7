using System.Globalization;

namespace Ov.Core.Git;

/// <summary>Reads and moves refs. Every move names the value it replaces, so that nobody's commit is lost to a race.</summary>
public sealed class GitRefs(GitProgram git)
{
    public const string BackupPrefix = "refs/overstory/backup/";

    /// <summary>How many commits fit on a command line with ease.</summary>
    private const int AtATime = 500;

    /// <summary>The old value of a ref that must not exist, whatever the length of the repository's ids.</summary>
    private const string Nothing = "";

    /// <summary>The commit a revision names, or null when there is none.</summary>
    public string? Resolve(string directory, string revision)
    {
        var result = git.Run(GitCall.Read(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"));
        return result.ExitCode == 0 ? result.Stdout.TrimEnd() : null;
    }

    /// <summary>The commit of a branch, or null when it does not exist; never a tag of the same name.</summary>
    public string? Tip(string directory, string branch) => Resolve(directory, "refs/heads/" + branch);

    public bool BranchExists(string directory, string branch) => Tip(directory, branch) is not null;

    /// <summary>The ref that a symbolic ref such as <c>refs/remotes/origin/HEAD</c> names, or null when there is none.</summary>
    public string? SymbolicTarget(string directory, string refName)
    {
        var result = git.Run(GitCall.Read(directory, "symbolic-ref", "--quiet", refName));
        return result.ExitCode == 0 ? result.Stdout.TrimEnd() : null;
    }

    /// <summary>Makes a ref that must not exist yet.</summary>
    public RefUpdate Create(string directory, string refName, string oid) => Update(directory, refName, oid, Nothing);

    /// <summary>Moves a ref from the value seen to a new one, in one step of git's.</summary>
    /// <param name="reason">For the reflog.</param>
    public RefUpdate Update(string directory, string refName, string newOid, string seenOid, string reason = "ov")
    {
        var call = GitCall.Change(directory, "update-ref", "-m", reason, "--end-of-options", refName, newOid, seenOid);
        return Settle(call, refName, seenOid);
    }

    /// <summary>Makes a ref point at a commit, whatever it was: for those whose name holds the commit.</summary>
    public void Put(string directory, string refName, string oid) => git.Text(GitCall.Change(directory, "update-ref", "-m", "ov", "--end-of-options", refName, oid));

    /// <summary>Removes refs that still point at the value seen, all in one step of git's, else those that do.</summary>
    public void Delete(string directory, IReadOnlyList<GitRef> refs)
    {
        var all = string.Concat(refs.Select(item => $"delete {item.Name} {item.Oid}\n"));
        if (refs.Count > 0 && git.Run(GitCall.Change(directory, "update-ref", "--stdin") with { Input = System.Text.Encoding.UTF8.GetBytes(all) }).ExitCode != 0)
        {
            foreach (var item in refs)
            {
                Delete(directory, item.Name, item.Oid);
            }
        }
    }

    /// <summary>Removes a ref that still points at the value seen. The caller keeps that commit first.</summary>
    public RefUpdate Delete(string directory, string refName, string seenOid) =>
        Settle(GitCall.Change(directory, "update-ref", "-d", "--end-of-options", refName, seenOid), refName, seenOid);

    /// <summary>All refs below a prefix such as <c>refs/heads/</c>, by name.</summary>
    public IReadOnlyList<GitRef> List(string directory, params string[] prefixes)
    {
        var text = git.Text(GitCall.Read(directory, ["for-each-ref", "--format=%(objectname) %(refname)", .. prefixes]));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', 2)).Select(p => new GitRef(p[1], p[0]))];
    }

    /// <summary>The commit of each of those branches that exists, in one call.</summary>
    public IReadOnlyDictionary<string, string> Named(string directory, IEnumerable<string> branches)
    {
        var wanted = branches.Distinct().ToDictionary(branch => "refs/heads/" + branch);
        return List(directory, [.. wanted.Keys]).Where(found => wanted.ContainsKey(found.Name)).ToDictionary(found => wanted[found.Name], found => found.Oid);
    }

    /// <summary>The newest commits of those branches that exist, in one call.</summary>
    public IReadOnlyList<BranchTip> Tips(string directory, IReadOnlyList<string> branches) => branches.Count == 0 ? [] :
    [
        .. git.Text(GitCall.Read(directory, ["for-each-ref", "--format=%(objectname)%00%(committerdate:unix)%00%(refname)%00%(subject)", .. branches.Distinct().Select(branch => "refs/heads/" + branch)]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0', 4))
            .Select(f => new BranchTip(f[2]["refs/heads/".Length..], f[0], DateTimeOffset.FromUnixTimeSeconds(long.TryParse(f[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0), f[3]))
            .Where(tip => branches.Contains(tip.Branch)),
    ];

    /// <summary>The branches, remote branches and tags whose history holds a commit.</summary>
    public IReadOnlyList<string> Containing(string directory, string oid) =>
        git.Text(GitCall.Read(directory, "for-each-ref", "--format=%(refname)", $"--contains={oid}", "refs/heads/", "refs/remotes/", "refs/tags/"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// A branch, remote branch or tag that reaches each commit. Null where none does, and where git, which looks at dates to be quick, is in
    /// doubt.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Holders(string directory, IEnumerable<string> oids)
    {
        var holders = new Dictionary<string, string?>();
        foreach (var some in oids.Distinct().Chunk(AtATime))
        {
            var names = git.Text(GitCall.Read(directory, ["name-rev", "--name-only", "--refs=refs/heads/*", "--refs=refs/remotes/*", "--refs=refs/tags/*", .. some]));
            foreach (var (oid, name) in some.Zip(names.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            {
                holders[oid] = name == "undefined" ? null : name.IndexOfAny(['~', '^']) is var end and > 0 ? name[..end] : name;
            }
        }

        return holders;
    }

    /// <summary>The branches with commits that a branch lacks, by short name.</summary>
    public IReadOnlyList<string> NotMerged(string directory, string target) =>
        [.. git.Text(GitCall.Read(directory, "for-each-ref", "--format=%(refname)", $"--no-merged=refs/heads/{target}", "refs/heads/"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name["refs/heads/".Length..])];

    /// <summary>
    /// Keeps a commit under <c>refs/overstory/backup/&lt;time&gt;/&lt;reason&gt;/&lt;name&gt;</c> and returns that ref. Whatever removes
    /// commits or uncommitted work calls this first.
    /// </summary>
    public string BackUp(string directory, string reason, string name, string oid, DateTimeOffset now)
    {
        var stamp = now.ToUniversalTime().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        var refName = $"{BackupPrefix}{stamp}/{RefName.Sanitize(reason)}/{RefName.Sanitize(name)}";
        for (var copy = 2; Create(directory, refName, oid) == RefUpdate.Moved; copy++)
        {
            if (Resolve(directory, refName) == oid)
                return refName;
            refName = $"{BackupPrefix}{stamp}/{RefName.Sanitize(reason)}/{RefName.Sanitize(name)}-{copy}";
        }
        return refName;
    }

    /// <summary>After a refusal the ref itself says whether somebody was faster; git's wording is not asked.</summary>
    private RefUpdate Settle(GitCall call, string refName, string seenOid)
    {
        var result = git.Run(call);
        if (result.ExitCode == 0)
            return RefUpdate.Updated;
        var now = git.Run(GitCall.Read(call.Directory, "rev-parse", "--verify", "--quiet", "--end-of-options", refName));
        var current = now.ExitCode == 0 ? now.Stdout.TrimEnd() : Nothing;
        return current == seenOid ? throw git.Failure(call, result) : RefUpdate.Moved;
    }
}
