using System.Text.Json;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;

namespace Ov.EndToEnd.Tasks;

/// <summary>Many processes on one ledger: claims, first tasks, groups.</summary>
public sealed class TaskRaceTests : IDisposable
{
    private const int Claimers = 10;
    private const int Tasks = 4;
    private readonly Sandbox _box = new Sandbox().InitRepository();

    public TaskRaceTests() => _box.Ov("init", "--yes").Ok();

    private LedgerFiles Files => LedgerFiles.In(Path.Combine(_box.Repo, ".git"));

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Of_many_processes_exactly_one_gets_each_task_and_the_others_are_told_who_has_it()
    {
        for (var i = 1; i <= Tasks; i++)
        {
            _box.Ov("task", "add", $"Task {i}").Ok();
        }

        // Agents without a process would be dead to a watcher.
        using var noWatcher = FileLock.TryTake(Files.WatchLock);
        AddAgents();
        var claims = await Task.WhenAll(
            from agent in Enumerable.Range(0, Claimers)
            from task in new[] { agent % Tasks + 1 }
            select ClaimAsync($"claimer-{agent}", task));
        for (var task = 1; task <= Tasks; task++)
        {
            var winner = Assert.Single(claims, claim => claim.Task == task && claim.Run.ExitCode == 0);
            Assert.Equal(winner.Agent, winner.Run.Json.GetProperty("task").GetProperty("owner").GetString());
            Assert.All(claims.Where(claim => claim.Task == task && claim != winner), loser =>
                Assert.Contains(winner.Agent, loser.Run.Refused(5, "already-claimed").Json.GetProperty("error").GetString()));
        }

        Assert.All(TaskList(), task => Assert.Equal(("in_progress", 1), (task.GetProperty("state").GetString(), task.GetProperty("attempts").GetInt32())));
    }

    [Fact]
    public async Task First_tasks_added_by_many_processes_share_one_run_and_are_numbered_without_a_gap()
    {
        const int adders = 8;
        var added = await Task.WhenAll(Enumerable.Range(0, adders).Select(i => _box.OvAsync("task", "add", $"Task {i}", "--json")));
        Assert.Equal(Enumerable.Range(1, adders), added.Select(run => run.Ok().Json.GetProperty("task").GetProperty("number").GetInt32()).Order());
        Assert.Single(_box.Ov("run", "list", "--json").Ok().Json.GetProperty("runs").EnumerateArray());
        Assert.Equal("ov/run-1", _box.Git("for-each-ref", "--format=%(refname:short)", "refs/heads/ov/"));
    }

    [Fact]
    public async Task Groups_created_by_many_processes_are_all_kept()
    {
        const int makers = 8;
        _box.Ov("task", "add", "Shared").Ok();
        var made = await Task.WhenAll(Enumerable.Range(0, makers).Select(i => _box.OvAsync("group", "create", $"group-{i}", "1")));
        Assert.All(made, run => run.Ok());
        Assert.Equal(makers, _box.Ov("group", "list", "--json").Ok().Json.GetProperty("groups").GetArrayLength());
    }

    [Fact]
    public void A_task_id_is_never_a_path()
    {
        foreach (var evil in new[] { "../../evil", "/tmp/evil", "..", "task-../../../evil", "$(touch evil)", "1; touch evil" })
        {
            _box.Ov("spec", "write", evil, "--body", "text").Refused(3, "not-found");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_box.Root, "*evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Empty_listings_are_one_json_document_with_an_empty_list()
    {
        foreach (var (command, list) in new[] { ("task list", "tasks"), ("task ready", "tasks"), ("group list", "groups"), ("group status", "groups"), ("run list", "runs") })
        {
            var answer = _box.Ov([.. command.Split(' '), "--json"]).Ok().Json;
            Assert.Equal((command, 0), (answer.GetProperty("command").GetString(), answer.GetProperty(list).GetArrayLength()));
        }

        Assert.Equal(JsonValueKind.Null, _box.Ov("run", "--json").Ok().Json.GetProperty("run").ValueKind);
    }

    private async Task<(string Agent, int Task, OvRun Run)> ClaimAsync(string agent, int task) => (agent, task, await _box.RunAsync(
        "ov", ["task", "claim", $"{task}", "--json"],
        variables: new Dictionary<string, string> { ["OVERSTORY_AGENT_NAME"] = agent, ["OVERSTORY_AGENT_TOKEN"] = $"secret-{agent}" }));

    private List<JsonElement> TaskList() => [.. _box.Ov("task", "list", "--json").Ok().Json.GetProperty("tasks").EnumerateArray()];

    /// <summary>Agents without a process: only their rows and secrets matter to a claim.</summary>
    private void AddAgents()
    {
        var environment = new OvEnvironment(
            _box.Repo, new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
        using var ledger = OvLedger.Open(Files, environment);
        ledger.Write(tx =>
        {
            var run = RunStore.Active(tx.Sql).Single();
            for (var i = 0; i < Claimers; i++)
            {
                AgentStore.Insert(tx, new AgentRecord(
                    tx.NewId("agent"), $"claimer-{i}", 1, "builder", AgentState.Working, tx.Now, null, run.Id, null, null, 0, "exec", null, null,
                    Ids.HashSecret($"secret-claimer-{i}"), null, null, null, null, [], false, null, null, null, 0, null, 0, "operator", tx.Now, tx.Now, null));
            }
        });
    }
}
