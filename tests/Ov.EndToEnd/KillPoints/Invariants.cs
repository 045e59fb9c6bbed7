using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Tasks;

namespace Ov.EndToEnd.KillPoints;

/// <summary>What holds after every crash once a tick has been: each line tells what is broken.</summary>
public sealed class Invariants(Team team)
{
    private readonly OvProject _project = team.Project;
    private readonly List<string> _broken = [];

    public static void Hold(Team team)
    {
        var check = new Invariants(team);
        check.TheLedgerIsSound();
        check.NobodyDeadOwesAnything();
        check.TasksAreOwnedByTheLiving();
        check.AgentsLiveInTheirHosts();
        check.WorktreesAreRecorded();
        check.TheTargetIsGreenAndHoldsEachLandingOnce();
        check.NoCommitIsLost();
        check.NoMailIsLostOrDoubled();
        check.EachPrefixOfTheEventsIsALegalState();
        Assert.True(check._broken.Count == 0, string.Join('\n', check._broken));
    }

    private void TheLedgerIsSound()
    {
        using var ledger = _project.OpenLedger();
        _broken.AddRange(ledger.CheckIntegrity());
    }

    /// <summary>Whoever plays the events back sees only states that the contract allows, one after the other, and ends where the rows stand.</summary>
    private void EachPrefixOfTheEventsIsALegalState()
    {
        Replay<TaskState>("task", "task_id", TaskTransitions.Allowed);
        Replay<AgentState>("agent", "agent_id", AgentTransitions.Allowed);
        Replay<MergeState>("merge", "subject", MergeTransitions.Allowed);
    }

    private void Replay<TState>(string kind, string key, Func<TState, TState, bool> allowed) where TState : struct, Enum
    {
        // One statement, so one moment: whoever still works goes on meanwhile.
        var told = _project.Rows(
            $"SELECT {key} AS id, substr(type, {kind.Length + 2}) AS word, 0 AS stands, seq FROM event WHERE type LIKE '{kind}.%' AND {key} IS NOT NULL UNION ALL SELECT id, state, 1, 0 FROM {kind} ORDER BY stands, seq",
            row => (Id: row.Text("id"), Word: row.Text("word"), Stands: row.Bool("stands")));
        var (words, now) = (SnakeCase.Words<TState>(), new Dictionary<string, TState>());
        foreach (var (id, word, stands) in told.Where(one => words.Contains(one.Word)))
        {
            var next = SnakeCase.Parse<TState>(word);
            if (stands && now.TryGetValue(id, out var last) && last.Word() != word)
            {
                _broken.Add($"by its events {id} is {last}, by its row {next}");
            }

            if (!stands && now.TryGetValue(id, out var before) && !allowed(before, next))
            {
                _broken.Add($"by its events {id} went from {before} to {next}");
            }

            now[id] = next;
        }
    }

    private void NobodyDeadOwesAnything()
    {
        Broken("open intents whose owner is dead", "SELECT kind || ' ' || subject AS what, owner AS process FROM intent WHERE state = 'open'", finding => IsDead(finding.Process!));
        Broken("leases of the dead", "SELECT name AS what, process FROM lease", finding => IsDead(finding.Process!));
        Broken("mail claimed by the dead", "SELECT id AS what, claimed_by AS process FROM message WHERE state = 'delivered'", finding => IsDead(finding.Process!));
    }

    private void TasksAreOwnedByTheLiving()
    {
        Broken("tasks in no known state", """
            SELECT number || ' ' || state AS what FROM task
            WHERE state NOT IN ('pending', 'in_progress', 'blocked', 'completed', 'closed', 'failed', 'canceled')
            """);
        Broken("tasks in progress without a living owner", """
            SELECT t.number || ' ' || t.title AS what FROM task t LEFT JOIN agent a ON a.id = t.owner_id
            WHERE t.state = 'in_progress' AND (a.id IS NULL OR a.ended_at IS NOT NULL)
            """);
        Broken("free tasks that somebody owns", "SELECT number || ' ' || title AS what FROM task WHERE state = 'pending' AND owner_id IS NOT NULL");
        Broken("tasks with several living agents", "SELECT task_id AS what FROM agent WHERE ended_at IS NULL AND task_id IS NOT NULL GROUP BY task_id HAVING COUNT(*) > 1");
    }

    private void AgentsLiveInTheirHosts()
    {
        Broken("agents alive in the ledger only", "SELECT name AS what, COALESCE(host, '') AS process FROM agent WHERE ended_at IS NULL", finding => IsDead(finding.Process!));
        foreach (var id in _project.Rows("SELECT id FROM agent WHERE ended_at IS NOT NULL", row => row.Text("id")))
        {
            if (FileLock.IsHeld(_project.Files.Agent(id).HostLock))
            {
                // Its host may still be on its way out.
                team.Until($"the host of {id} leaves", () => !FileLock.IsHeld(_project.Files.Agent(id).HostLock));
            }
        }
    }

    private void WorktreesAreRecorded()
    {
        var registered = team.Box.Git("worktree", "list", "--porcelain").Split('\n')
            .Where(line => line.StartsWith("worktree ", StringComparison.Ordinal)).Select(line => line["worktree ".Length..])
            .Where(path => path != team.Box.Repo && !path.StartsWith(_project.Files.Integration, StringComparison.Ordinal)).ToHashSet();
        var rows = _project.Rows("SELECT path, state FROM worktree ORDER BY seq", row => (Path: row.Text("path"), State: row.Text("state")));
        var ready = rows.Where(row => row.State == "ready").Select(row => row.Path).ToHashSet();
        _broken.AddRange(rows.Where(row => row.State is not ("ready" or "removed")).Select(row => $"worktree stuck in {row.State}: {row.Path}"));
        _broken.AddRange(ready.Except(registered).Select(path => $"recorded worktree unknown to git: {path}"));
        _broken.AddRange(registered.Except(ready).Select(path => $"worktree of git that nobody recorded: {path}"));
        _broken.AddRange(ready.Where(path => !Directory.Exists(path)).Select(path => $"recorded worktree without a folder: {path}"));
        var folder = team.Box.Repo + ".worktrees";
        if (Directory.Exists(folder))
        {
            _broken.AddRange(Directory.EnumerateDirectories(folder).Except(ready).Select(path => $"folder that nobody recorded: {path}"));
        }
    }

    private void TheTargetIsGreenAndHoldsEachLandingOnce()
    {
        var tip = team.Box.Git("rev-parse", team.Target);
        foreach (var commit in team.Box.Git("rev-list", "--first-parent", $"{team.Base}..{tip}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(tip).Distinct())
        {
            var check = team.Box.Run("sh", ["-c", $"rm -rf ../green && mkdir ../green && git archive {commit} | tar -x -C ../green && cd ../green && sh check.sh"]);
            if (check.ExitCode != 0)
            {
                _broken.Add($"commit {commit} of {team.Target} is red");
            }
        }

        Broken("merges stuck on their way", "SELECT branch || ' ' || state AS what FROM merge WHERE state IN ('building', 'gating')");
        var landed = _project.Rows("SELECT branch, tip, landed, strategy FROM merge WHERE state = 'landed'", row => (Branch: row.Text("branch"), Tip: row.Text("tip"), Landed: row.Text("landed"), IsMerge: row.Text("strategy") == "merge"));
        foreach (var entry in landed)
        {
            if ((entry.IsMerge && !IsAncestor(entry.Tip, tip)) || !IsAncestor(entry.Landed, tip))
            {
                _broken.Add($"{entry.Branch} counts as landed, but {team.Target} does not hold it");
            }
        }

        // Nothing but landings moves this target, so their number is its length; an undo adds nothing where it takes the commit back.
        var length = int.Parse(team.Box.Git("rev-list", "--first-parent", "--count", $"{team.Base}..{tip}"));
        if (length != landed.Count)
        {
            _broken.Add($"{team.Target} is {length} commits long for {landed.Count} landings:\n{team.Box.Git("log", "--graph", "--oneline", $"{team.Base}..{tip}")}");
        }
    }

    private void NoCommitIsLost()
    {
        var reachable = team.Box.Git("rev-list", "--all").Split('\n').ToHashSet();
        _broken.AddRange(team.Commits.Where(commit => !reachable.Contains(commit)).Select(commit => $"no ref leads to commit {commit} any more"));
        // After thousands of landings it takes more than a minute.
        var fsck = team.Box.Run("git", ["fsck", "--connectivity-only"], limit: TimeSpan.FromMinutes(15));
        if (fsck.ExitCode != 0)
        {
            _broken.Add($"git fsck: {fsck.Stdout}{fsck.Stderr}");
        }
    }

    private void NoMailIsLostOrDoubled()
    {
        Broken("mail that waits for somebody who has ended", """
            SELECT m.id || ' to ' || m.recipient AS what FROM message m JOIN agent a ON a.id = m.recipient_id
            WHERE m.state IN ('queued', 'delivered') AND a.ended_at IS NOT NULL
            """);
        Broken("mail that was doubled", "SELECT subject AS what FROM message WHERE subject LIKE 'once:%' GROUP BY subject HAVING COUNT(*) > 1");
        Broken("claims without an owner", "SELECT id AS what FROM message WHERE state = 'delivered' AND claim_id IS NULL");
    }

    private void Broken(string what, string sql, Func<Finding, bool>? counts = null)
    {
        List<Finding> Look() => [.. _project.Rows(sql, row => new Finding(row.Text("what"), counts is null ? null : row.Text("process")))];
        var found = Look().Where(row => counts is null || counts(row)).ToList();
        if (counts is not null && found.Count > 0)
        {
            // Whoever did its part and ended between the row and the look at its process owes nothing: what the dead owe stays.
            found = [.. found.Intersect(Look())];
        }

        _broken.AddRange(found.Select(row => $"{what}: {row.What}"));
    }

    private bool IsAncestor(string old, string young) => team.Box.Run("git", ["merge-base", "--is-ancestor", old, young]).ExitCode == 0;

    /// <summary>Mail that a hook has shown belongs to its session's process.</summary>
    private static bool IsDead(string process) => ProcessIdentity.Parse(process.Replace("session ", "", StringComparison.Ordinal)) is not { } identity || identity.Liveness == Liveness.Dead;

    private sealed record Finding(string What, string? Process);
}
