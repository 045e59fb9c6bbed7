using Ov.Core.Processes;

namespace Ov.EndToEnd.KillPoints;

/// <summary>A project with a check and scripted workers, for scenarios in which something is killed and the work is finished all the same.</summary>
public sealed class Team : IDisposable
{
    /// <summary>One turn: goes on where an earlier incarnation was cut off, then reports.</summary>
    private const string Worker = """
        cat >/dev/null
        file="work-$OVERSTORY_TASK_ID.txt"
        if [ ! -e "$file" ]; then echo "of $OVERSTORY_TASK_ID" >"$file"; fi
        if [ -n "$(git status --porcelain)" ]; then git add -A && git commit -q -m "Work on $OVERSTORY_TASK_ID"; fi
        git rev-parse HEAD >>"$HOME/commits"
        exec ov task done --summary "wrote $file"
        """;

    /// <param name="target">The run's target: one that is checked out lands in that checkout, another by its ref alone.</param>
    /// <param name="config">By default without a watcher: nothing may repair behind the test's back.</param>
    /// <param name="run">More options of the run.</param>
    public Team(string target = "ov/work", string config = "watch:\n  enabled: false\n", params string[] run)
    {
        Project = new OvProject(config, check: "sh check.sh");
        Box.WriteProgram("worker", Worker);
        Box.WriteFile("check.sh", "test ! -e broken && ls work-* >/dev/null 2>&1 || test ! -e broken\n");
        Box.Git("add", "-A");
        Box.Git("commit", "-q", "-m", "A check");
        if (target != "main")
        {
            Box.Git("branch", target);
        }

        Target = target;
        Base = Box.Git("rev-parse", target);
        Project.Ov(["run", "start", "work", "--target", target, .. run]).Ok();
    }

    public OvProject Project { get; }

    public Sandbox Box => Project.Box;

    public string Target { get; }

    /// <summary>The target's commit before anything landed.</summary>
    public string Base { get; set; }

    /// <summary>Landings that the operator took back by an undo.</summary>
    public int Undone { get; set; }

    /// <summary>Every commit that a worker made in this scenario.</summary>
    public IReadOnlyList<string> Commits
    {
        get
        {
            var log = Path.Combine(Box.Home, "commits");
            return File.Exists(log) ? File.ReadAllLines(log) : [];
        }
    }

    /// <summary>Whether the point was reached: its last words are in the output of the command, or in the log of a host.</summary>
    public bool Reached(string word, OvRun run) =>
        run.Stderr.Contains($"OV_TEST_KILL {word}", StringComparison.Ordinal)
        || HostLogs().Any(log => File.ReadAllText(log).Contains($"OV_TEST_KILL {word}", StringComparison.Ordinal));

    /// <summary>An agent that boots idle; the test does its work in its name.</summary>
    public void Idle(string agent, string title) => Project.Ov("sling", title, "--name", agent).Ok();

    /// <summary>One commit on the agent's branch, as the agent would make it.</summary>
    public string Commit(string agent, string? text = null)
    {
        var folder = Project.WorktreeOf(agent);
        File.WriteAllText(Path.Combine(folder, $"work-{agent}.txt"), text ?? $"of {agent}\n");
        Box.Run("git", ["add", "-A"], folder).Ok();
        Box.Run("git", ["commit", "-q", "-m", $"Work of {agent}"], folder).Ok();
        var commit = Box.Run("git", ["rev-parse", "HEAD"], folder).Ok().Stdout.Trim();
        File.AppendAllText(Path.Combine(Box.Home, "commits"), commit + "\n");
        return commit;
    }

    /// <summary>A finished task whose branch waits to land.</summary>
    /// <param name="also">A file that its commit adds too.</param>
    public string Finished(string agent, string? also = null)
    {
        Idle(agent, $"Work of {agent}");
        if (also is not null)
        {
            File.WriteAllText(Path.Combine(Project.WorktreeOf(agent), also), "x\n");
        }

        Commit(agent);
        Project.OvAs(agent, "task", "done", "--summary", "done").Ok();
        Until($"{agent} ends", () => LiveAgents() == 0);
        return BranchOf(agent);
    }

    public string BranchOf(string agent) =>
        Project.Rows("SELECT branch FROM agent WHERE name = ?1 ORDER BY seq DESC", row => row.Text("branch"), agent)[0];

    public long LiveAgents() => Project.Count("SELECT COUNT(*) FROM agent WHERE ended_at IS NULL");

    /// <summary>Runs a command as the operator with the kill in its environment; what it starts inherits that.</summary>
    public OvRun Struck(string word, params string[] args) =>
        Box.Run("ov", args, variables: new Dictionary<string, string> { ["OV_TEST_KILL"] = word });

    public OvRun StruckAs(string agent, string word, params string[] args) =>
        Project.OvAs(agent, new Dictionary<string, string> { ["OV_TEST_KILL"] = word }, args);

    /// <summary>Waits until every host whose log tells of its death is really gone.</summary>
    public void UntilHostsDied(string word) => Until("the host dies", () =>
        HostLogs().Any(log => File.ReadAllText(log).Contains($"OV_TEST_KILL {word}", StringComparison.Ordinal))
        && Project.Rows("SELECT host FROM agent WHERE ended_at IS NULL", row => row.TextOrNull("host"))
            .All(host => ProcessIdentity.Parse(host) is not { } identity || identity.Liveness == Liveness.Dead));

    /// <summary>Finishes everything that is open as an operator would: dispatches what is free, waits, lands.</summary>
    public void FinishNormally()
    {
        foreach (var agent in Project.Rows(
            "SELECT name FROM agent WHERE ended_at IS NULL AND command IS NULL", row => row.Text("name")))
        {
            // Agents that boot idle have no turn to do it in.
            if (Project.Count("SELECT COUNT(*) FROM agent a JOIN task t ON t.id = a.task_id WHERE a.name = ?1 AND a.ended_at IS NULL AND t.state = 'in_progress'", agent) > 0)
            {
                Commit(agent, "finished\n");
                Project.OvAs(agent, "task", "done", "--summary", "done").Ok();
            }
        }

        foreach (var number in Project.Rows("SELECT number FROM task WHERE state = 'pending'", row => row.Text("number")))
        {
            var began = Project.Count("SELECT COUNT(*) FROM agent a JOIN task t ON t.id = a.task_id WHERE t.number = ?1", number) > 0;
            Project.Ov(["sling", number, "--exec", "worker", .. began ? new[] { "--restart" } : []]).Ok();
        }

        Until("every task is completed", () => Project.Count("SELECT COUNT(*) FROM task WHERE state NOT IN ('completed', 'closed', 'canceled')") == 0);
        foreach (var branch in Project.Rows("SELECT branch FROM task WHERE state = 'completed' ORDER BY number", row => row.Text("branch")))
        {
            Project.Ov("merge", "--branch", branch).Ok();
        }

        Assert.Equal(0, Project.Count("SELECT COUNT(*) FROM task WHERE state NOT IN ('closed', 'canceled')"));
        Until("every agent ends", () => LiveAgents() == 0);
    }

    public void Until(string what, Func<bool> holds) => Eventually.Holds(
        what, holds, told: () => $"{Project.Ov("status", "--all")}\n{string.Join('\n', HostLogs().Select(log => $"--- {log}\n{File.ReadAllText(log)}"))}");

    public void Dispose()
    {
        Project.Ov("stop", "--all", "--yes");
        Project.Dispose();
    }

    private IEnumerable<string> HostLogs() => Directory.Exists(Path.Combine(Project.Files.Folder, "agents"))
        ? Directory.EnumerateFiles(Path.Combine(Project.Files.Folder, "agents"), "*.log", SearchOption.AllDirectories)
        : [];
}
