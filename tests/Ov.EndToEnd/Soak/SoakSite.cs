using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ov.Core.Watching;
using Ov.EndToEnd.KillPoints;

namespace Ov.EndToEnd.Soak;

/// <summary>A project whose watcher starts, restarts and lands by itself, and its operator, who only does what an operator is asked for.</summary>
internal sealed class SoakSite : IDisposable
{
    private const string Target = "ov/work";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly SoakPlan _plan;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _added;

    public SoakSite(SoakPlan plan)
    {
        _plan = plan;
        Team = new Team(Target, Config(plan), "--template", "waves", "--mode", "autonomous", "--set", "ceilings.attempts=50", "--set", $"dispatch.cap={plan.Agents}");
        File.WriteAllText(Script, SoakAgent.Script(plan));
        Project.Ov("config", "trust", "--yes").Ok();
        Project.Ov("sling", "Talk on and on", "--name", Talker, "--runtime", "exec", "--exec", "cat >/dev/null; echo heard", "--trust").Ok();
        Measures = new SoakMeasures(Project);
    }

    public const string Talker = "talker";

    public Team Team { get; }

    public OvProject Project => Team.Project;

    public SoakMeasures Measures { get; }

    public TimeSpan Elapsed => _clock.Elapsed;

    private string Script => Path.Combine(Project.Box.Home, "soaker.sh");

    public long Count(string sql) => Project.Count(sql);

    /// <summary>Lines that agents wrote down.</summary>
    public IReadOnlyList<string> Noted(string file) => Path.Combine(Project.Box.Home, file) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>Adds, answers and reopens until every task is closed.</summary>
    public void Play(TimeSpan patience)
    {
        while (_added == 0 || Open() > 0 || MayAdd())
        {
            if (MayAdd() && Open() < _plan.Agents * 4)
            {
                Add(Math.Min(_plan.Tasks - _added, _plan.Agents * 8));
            }

            Answer();
            Project.Ov("mail", "send", "--to", Talker, "--type", "dispatch", "--subject", "Say something", "--body", "Now.");
            Measures.Take();
            if (_clock.Elapsed > patience)
            {
                throw new Xunit.Sdk.XunitException($"Seed {_plan.Seed}: after {_clock.Elapsed.TotalSeconds:0} s {Open()} tasks are open.\n{Project.Ov("status", "--all")}\n{Project.Ov("watch", "--once", "--dry-run")}\n{Stuck()}");
            }

            Thread.Sleep(Look);
        }

        // In this order: the tasks of agents that are only stopped start again.
        Project.Ov("task", "cancel", "1", "--reason", "said enough").Ok();
        Project.Ov("stop", Talker, "--yes");
        Project.Ov("run", "complete", "work", "--yes").Ok();
        Eventually.Holds("the watcher has left", () => !Ov.Core.Processes.FileLock.IsHeld(Project.Files.WatchLock), TimeSpan.FromSeconds(120), () => $"{Project.Ov("status", "--all")}");
    }

    public void Dispose() => Team.Dispose();

    private static string Config(SoakPlan plan) => $$"""
        watch: { intervalMs: 500, staleMs: 3000, zombieMs: 4000, rungMs: 1000, restartDeaths: 1000000 }
        agents: { maxConcurrent: {{plan.Agents + 1}}, maxSessionsPerRun: 0 }
        budgets: { day: { maxAgents: 1000000, maxTurns: 1000000 } }
        turns: { timeout: 15s }
        merge: { policy: ready }
        runtime: { default: {{SoakAgent.Name}} }
        runtimes:
          {{SoakAgent.Name}}:
            command: [sh, -c, '. "$HOME/soaker.sh"', {{SoakAgent.Name}}]
            resume: [sh, -c, '. "$HOME/soaker.sh"', {{SoakAgent.Name}}, "{session}"]
            events: claude

        """;

    private bool MayAdd() => _added < _plan.Tasks && (_added == 0 || _clock.Elapsed < _plan.Adding);

    private long Open() => Count("SELECT COUNT(*) FROM task WHERE state NOT IN ('closed', 'canceled') AND number > 1");

    /// <summary>Task files, some of which need an earlier one.</summary>
    private void Add(int count)
    {
        var random = new Random(_plan.Seed + _added);
        var folder = Directory.CreateDirectory(Path.Combine(Project.Box.Home, "planning", $"{_added}")).FullName;
        for (var i = 0; i < count; i++)
        {
            var number = 2 + _added++;
            var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"---\nnumber: {number}\ntitle: Work {number}\ntype: planned\nstatus: pending\n"));
            if (number > 2 && random.Next(100) < 20)
            {
                text.Append(CultureInfo.InvariantCulture, $"dependencies: [{random.Next(Math.Max(2, number - 30), number)}]\n");
            }

            File.WriteAllText(Path.Combine(folder, $"{number:0000}-planned-work.prompt.md"), text.Append("---\n\nWrite a file.\n").ToString());
        }

        Project.Ov("task", "import", folder).Ok();
    }

    /// <summary>What an operator is asked for: questions, and work that failed or was given up.</summary>
    private void Answer()
    {
        foreach (var id in Project.Rows("SELECT id FROM message WHERE recipient = 'operator' AND type = 'question' AND state IN ('queued', 'delivered', 'read')", row => row.Text("id")))
        {
            Project.Ov("mail", "answer", id, "--body", "Yes.");
        }

        foreach (var number in Project.Rows("SELECT number FROM task WHERE state IN ('failed', 'blocked') AND number > 1", row => row.Text("number")))
        {
            Project.Ov("task", "edit", number, "--body", $"Write a file, as said at {_clock.ElapsedMilliseconds}.");
            Project.Ov("task", "reopen", number, "--reason", "once more");
        }
    }

    private string Stuck() => string.Join('\n', Project.Rows("SELECT number || ' ' || title || ' ' || state || ' ' || COALESCE(reason, '') AS what FROM task WHERE state NOT IN ('closed', 'canceled')", row => row.Text("what")));
}
