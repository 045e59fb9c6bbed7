using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>
/// Keeps agents' uncommitted work under <c>refs/overstory/wip/&lt;agent&gt;/&lt;time&gt;</c>: now and then, and before a step that could cost it. The agent's
/// index, files and HEAD stay untouched; ignored files and those that ov copied in are never kept.
/// </summary>
public static class WipKeeper
{
    public const string Prefix = "refs/overstory/wip/";

    /// <summary>So many of one agent stay, and only the newest for longer than <see cref="Oldest"/>.</summary>
    private const int Most = 20;

    private const long LargestFile = 10L << 20;

    private const long LargestWhole = 100L << 20;

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    /// <summary>Between two turns, or when the agent's processes have ended. It is a help: when it fails, what follows goes on.</summary>
    internal static void Between(OvApp app, string agentId, string why)
    {
        var (agent, worktree, works) = app.Ledger.Read(sql => (AgentStore.ById(sql, agentId)!, WorktreeStore.OfAgent(sql, agentId), TaskStore.HeldBy(sql, agentId).Count > 0));
        // Who has reported its task done has committed everything; who was failed with its last turn has not.
        if ((agent.IsLive ? works : agent.State != AgentState.Completed) && worktree is { State: WorktreeState.Ready } && !app.Options.DryRun)
        {
            Try(app, worktree, agent.Name, why);
        }
    }

    /// <summary>Another agent goes on in a worktree where one stopped.</summary>
    internal static void BeforeTakeover(OvApp app, SlingSeat seat)
    {
        if (seat.Plan.Held is { AgentId: { } before } held && app.Ledger.Read(sql => AgentStore.ById(sql, before)) is { } former)
        {
            Try(app, held, former.Name, $"before {seat.Agent.Name} took the worktree over");
        }
    }

    /// <summary>A landing or an undo replaces files where an agent works; git keeps uncommitted changes out of its way, and they are kept besides.</summary>
    internal static void BeforeMove(OvApp app, string folder, string target)
    {
        if (app.Ledger.Read(sql => WorktreeStore.AtPath(sql, folder)) is { AgentId: { } id } worktree && app.Ledger.Read(sql => AgentStore.ById(sql, id)) is { } agent)
        {
            Try(app, worktree, agent.Name, $"before {target} moved there");
        }
    }

    private static void Try(OvApp app, WorktreeRecord worktree, string agent, string why)
    {
        try
        {
            Keep(app, worktree, agent, why);
        }
        catch (Exception failure) when (failure is OvException or IOException or UnauthorizedAccessException)
        {
            app.Ledger.Write(tx => tx.Record(new EventDraft("worktree.not_kept") { RunId = worktree.RunId, Actor = agent, AgentId = worktree.AgentId, Subject = worktree.Id, Level = "warn", Text = failure.Message }));
        }
    }

    /// <summary>Returns the ref; null when nothing is uncommitted, or nothing has changed since the last time.</summary>
    /// <exception cref="OvException">git-failed.</exception>
    internal static string? Keep(OvApp app, WorktreeRecord worktree, string agent, string why)
    {
        var (git, refs, root, now) = (app.Git, new GitRefs(app.Git), app.Project.CommonDir, app.Ledger.Now);
        if (!Directory.Exists(worktree.Path) || new GitStatusReader(git).Read(worktree.Path) is not { IsDirty: true } status)
        {
            return null;
        }

        var big = TooBig(worktree.Path, status.AllPaths);
        var message = $"Uncommitted work of {agent}\n\nWip-Why: {why}\nWip-Branch: {worktree.Branch}\n{string.Concat(big.Select(file => $"Wip-Left-Out: {file.Path} ({file.Megabytes})\n"))}";
        if (new GitSnapshots(git).Take(worktree.Path, message, now, [.. worktree.Written, .. big.Select(file => file.Path)]) is not { } snapshot)
        {
            return null;
        }

        var earlier = refs.List(root, FolderOf(agent));
        if (earlier.Count > 0 && new GitCommits(git).Read(root, earlier[^1].Oid) is { } last && last.Tree == snapshot.Tree && (last.Parents is [var on, ..] ? on : null) == status.Head)
        {
            return null;
        }

        var name = $"{FolderOf(agent)}{now.ToUniversalTime().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}";
        refs.Create(root, name, snapshot.Oid);
        Prune(refs, root, earlier, now);
        IReadOnlyList<string> missing = [.. big.Select(file => file.Path), .. snapshot.NotKept];
        app.Ledger.Write(tx =>
        {
            WorktreeStore.SetKept(tx, worktree.Id);
            tx.Record(new EventDraft("worktree.kept")
            {
                RunId = worktree.RunId, Actor = agent, AgentId = worktree.AgentId, Subject = worktree.Id, Text = $"{name}, {why}{(missing.Count == 0 ? "" : $"; left out: {string.Join(", ", missing)}")}",
            });
        });
        return name;
    }

    internal static string FolderOf(string agent) => $"{Prefix}{RefName.Sanitize(agent)}/";

    internal static DateTimeOffset? TimeOf(string name) => DateTimeOffset.TryParseExact(
        name[(name.LastIndexOf('/') + 1)..], "yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The newest one stays, however old.</summary>
    private static void Prune(GitRefs refs, string root, IReadOnlyList<GitRef> earlier, DateTimeOffset now)
    {
        foreach (var (old, i) in earlier.Select((one, i) => (one, i)))
        {
            if (earlier.Count - i >= Most || TimeOf(old.Name) < now - Oldest)
            {
                refs.Delete(root, old.Name, old.Oid);
            }
        }
    }

    /// <summary>Files over the limit of one, and the biggest of the others while all together are over theirs.</summary>
    private static List<BigFile> TooBig(string folder, IReadOnlyList<string> paths)
    {
        var files = paths.Select(path => new BigFile(path, new FileInfo(Path.Combine(folder, path)) is { Exists: true, LinkTarget: null } file ? file.Length : 0)).OrderByDescending(file => file.Size).ToList();
        var whole = files.Where(file => file.Size <= LargestFile).Sum(file => file.Size);
        return [.. files.TakeWhile(file => file.Size > LargestFile || (whole > LargestWhole && (whole -= file.Size) >= 0))];
    }

    private sealed record BigFile(string Path, long Size)
    {
        public string Megabytes => string.Create(CultureInfo.InvariantCulture, $"{Size / 1048576.0:0.0} MiB");
    }
}
