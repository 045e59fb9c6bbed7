using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

/// <summary>A project in which a step of the tick is taken, and all its rows.</summary>
internal sealed class StepScene : IDisposable
{
    private readonly Stack<IDisposable> _owned = new();
    private TestProject? _project;
    private OvApp? _app;

    public TestProject Project => _project ??= Own(TestProject.Create());

    /// <summary>What the step runs in: by default one whose clock stands still.</summary>
    public Func<OvApp>? Start { get; set; }

    /// <summary>What has to be so before its rows are looked at; null where nothing goes on by itself.</summary>
    public Func<OvLedger, bool>? Until { get; set; }

    public T Own<T>(T thing) where T : IDisposable
    {
        _owned.Push(thing);
        return thing;
    }

    public TestProject In(TestProject project) => _project = project;

    public void Write(Action<Tx> change)
    {
        using var ledger = Project.OpenLedger();
        ledger.Write(change);
    }

    /// <summary>Its host's lock is held by this process, as if it lived.</summary>
    public void Hosted(AgentRecord agent, string? turn = null)
    {
        Directory.CreateDirectory(Project.Files.Agent(agent.Id).Folder);
        Own(FileLock.TryTake(Project.Files.Agent(agent.Id).HostLock)!);
        Write(tx =>
        {
            AgentStore.SetHost(tx, agent.Id, ProcessIdentity.Current().ToString());
            AgentStore.StartTurn(tx, agent.Id, 1, turn);
        });
    }

    public List<TickDecision> Take(TickStep step)
    {
        _app ??= Own(Start?.Invoke() ?? Still());
        return [.. step.Take(new TickContext(_app, false, true, null, TestContext.Current.CancellationToken))];
    }

    public void Settled()
    {
        if (Until is { } until)
        {
            using var ledger = Project.OpenLedger();
            Assert.True(SpinWait.SpinUntil(() => until(ledger), TimeSpan.FromSeconds(60)));
        }
    }

    /// <summary>Every row of every table, as text.</summary>
    public string Rows()
    {
        using var ledger = Project.OpenLedger();
        return ledger.Read(sql => string.Join('\n', sql.All("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", row => row.Text("name")).Select(table =>
        {
            var columns = sql.All("SELECT name FROM pragma_table_info(?1)", row => row.Text("name"), table);
            return $"{table}:\n{string.Join('\n', sql.All($"SELECT {string.Join(" || ' ' || ", columns.Select(column => $"quote(\"{column}\")"))} AS line FROM \"{table}\" ORDER BY line", row => row.Text("line")))}";
        })));
    }

    public void Dispose()
    {
        while (_owned.TryPop(out var thing))
        {
            thing.Dispose();
        }
    }

    /// <summary>A clock that stands still a little after everything that was prepared.</summary>
    private OvApp Still()
    {
        using var ledger = Project.OpenLedger();
        var token = ledger.Write(tx => OperatorTokenStore.Create(tx, "step"));
        return Project.App(("OV_OPERATOR_TOKEN", token), ("OV_TEST_CLOCK", DateTimeOffset.UtcNow.AddSeconds(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
