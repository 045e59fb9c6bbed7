using System.Globalization;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.EndToEnd.Agents;

/// <summary>A project for scripted agents: no watcher by itself, so that a test says when a tick happens.</summary>
public sealed class Team : IDisposable
{
    public const string Quiet = "watch:\n  enabled: false\n";

    /// <summary>Commits a file named like the agent and reports.</summary>
    public const string Worker = """
        echo work > "$OVERSTORY_AGENT_NAME.txt" && git add -A && git commit -qm "Work of $OVERSTORY_AGENT_NAME" &&
        ov task done "$OVERSTORY_TASK_ID" --summary done
        """;

    public Team(string config = "")
    {
        Project = new OvProject(Quiet + config);
        Project.Ov("run", "start", "sprint", "--target", "main").Ok();
    }

    public OvProject Project { get; }

    public Sandbox Box => Project.Box;

    public string Worktrees => Box.Repo + ".worktrees";

    public OvRun Ov(params string[] args) => Project.Ov(args);

    /// <summary>Slings one new task and returns its only result.</summary>
    public JsonElement Sling(string text, string? script, params string[] more) =>
        Ov(["sling", text, "--json", .. script is null ? Array.Empty<string>() : ["--exec", script], .. more]).Ok().Json.GetProperty("results")[0];

    /// <summary>Adds a task and returns its id.</summary>
    public string AddTask(string title, params string[] more) => Ov(["task", "add", title, "--json", .. more]).Ok().Json.GetProperty("taskId").GetString()!;

    public void Wait(string thing, string until = "done") => Ov("wait", thing, "--until", until, "--timeout", "60s");

    public AgentRecord Agent(string name)
    {
        using var ledger = Project.OpenLedger();
        return ledger.Read(sql => AgentStore.Newest(sql, name)) ?? throw new Xunit.Sdk.XunitException($"There is no agent {name}.");
    }

    public string TaskState(string id) => Project.Rows("SELECT state FROM task WHERE id = ?1", row => row.Text("state"), id)[0];

    /// <summary>Waits until a file exists and has a whole line, and returns it: scripts tell where they are that way.</summary>
    public static string LineOf(string file) => LinesOf(file, 1)[0];

    /// <summary>Waits until a script has written that many whole lines; the ledger tells of a turn before its script says anything.</summary>
    public static string[] LinesOf(string file, int count)
    {
        Eventually.Holds($"{file} has {count} lines", () => File.Exists(file) && File.ReadAllText(file).Count(c => c == '\n') >= count);
        return File.ReadAllLines(file);
    }

    /// <summary>Waits for the ledger to say so; the tests' own look, without any clock in the program.</summary>
    public void Until(string what, string sql, params SqlValue[] values) => Eventually.Holds(what, () => Project.Count(sql, values) > 0);

    public static bool Lives(int pid) => ProcessEntry.Of(pid) is { IsDead: false };

    public static void AwaitEnd(int pid) => Eventually.Holds($"process {pid} ended", () => !Lives(pid));

    public static int Pid(string text) => int.Parse(text.Trim(), CultureInfo.InvariantCulture);

    public static void Kill(int pid) => System.Diagnostics.Process.GetProcessById(pid).Kill();

    public IReadOnlyList<string> Branches() => Box.Git("for-each-ref", "--format=%(refname:short)", "refs/heads/overstory/").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> WorktreePaths() =>
        [.. Box.Git("worktree", "list", "--porcelain").Split('\n').Where(line => line.StartsWith("worktree ", StringComparison.Ordinal)).Select(line => line[9..]).Where(path => path != Box.Repo)];

    /// <summary>What must hold after any crash and one tick: nothing half done, nobody at work without a host, nothing lost.</summary>
    public void RequireSound()
    {
        Assert.Equal(0, Project.Count("SELECT count(*) FROM intent WHERE state = 'open'"));
        Assert.Equal(0, Project.Count("SELECT count(*) FROM task LEFT JOIN agent ON agent.id = task.owner_id WHERE task.state = 'in_progress' AND (agent.id IS NULL OR agent.ended_at IS NOT NULL)"));
        Assert.Equal(0, Project.Count("SELECT count(*) FROM message WHERE state = 'delivered' AND recipient_id NOT IN (SELECT id FROM agent WHERE ended_at IS NULL)"));
        using (var ledger = Project.OpenLedger())
        {
            foreach (var agent in ledger.Read(sql => AgentStore.AllLive(sql)))
            {
                Assert.True(FileLock.IsHeld(Project.Files.Agent(agent.Id).HostLock), $"{agent.Name} is {agent.State} without a host");
            }
        }

        var rows = Project.Rows("SELECT path FROM worktree WHERE removed_at IS NULL", row => row.Text("path"));
        Assert.Equal(rows.Order(StringComparer.Ordinal), WorktreePaths().Order(StringComparer.Ordinal));
        Box.Git("fsck", "--connectivity-only");
    }

    public void Dispose()
    {
        if (Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL") > 0)
        {
            Project.Ov("stop", "--all");
        }

        Project.Dispose();
    }
}
