using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Telemetry;

/// <summary>What happened after a cursor, as far as it is exported.</summary>
/// <param name="Next">The cursor after it.</param>
/// <param name="NextUsage">The cursor of token usage after it.</param>
/// <param name="Facts">What has ended.</param>
/// <param name="Count">So many events and rows were read; none means that there are no more.</param>
/// <param name="IsWorthTelling">False when all there was is the export's own trouble.</param>
internal sealed record Batch(long Next, long NextUsage, IReadOnlyList<SpanFact> Facts, IReadOnlyList<UsageRow> Usage, IReadOnlyList<EventRecord> Merges, int Count, bool IsWorthTelling);

/// <summary>Reads one batch; what events speak of is looked up once.</summary>
internal sealed class BatchReader(Sql sql)
{
    /// <summary>Events of one batch; a post of so many spans stays far below what collectors take.</summary>
    public const int Size = 1000;

    private readonly Dictionary<string, RunRecord?> _runs = [];
    private readonly Dictionary<string, AgentRecord?> _agents = [];
    private readonly Dictionary<string, TaskRecord?> _tasks = [];
    private readonly Dictionary<string, EventRecord?> _turns = [];

    public Batch After(long cursor, long usageCursor)
    {
        var events = EventStore.After(sql, cursor, Size);
        var usage = TelemetryStore.UsageAfter(sql, usageCursor, Size);
        var facts = new List<SpanFact>();
        foreach (var record in events)
        {
            if (FactOf(record) is { } fact)
            {
                facts.Add(fact);
            }

            Follow(record);
        }

        return new Batch(
            events.Count > 0 ? events[^1].Seq : cursor, usage.Count > 0 ? usage[^1].Seq : usageCursor, facts, usage,
            [.. events.Where(record => record.Type is "merge.landed" or "merge.conflicted" or "merge.rejected" or "merge.undone")],
            events.Count + usage.Count, usage.Count > 0 || events.Exists(record => !record.Type.StartsWith("telemetry.", StringComparison.Ordinal)));
    }

    private SpanFact? FactOf(EventRecord record) => (record.RunId is { } id ? Run(id) : null) is not { } run ? null : record.Type switch
    {
        "tool.end" when Agent(record) is { } agent => new SpanFact.OfTool(record, run, agent, TurnAt(agent.Id, record.Seq)),
        "turn.ended" when Agent(record) is { } agent => new SpanFact.OfTurn(record, run, agent, TurnAt(agent.Id, record.Seq), UsageOf(agent.Id, record)),
        "agent.completed" or "agent.failed" or "agent.stopped" or "agent.zombie" when Agent(record) is { } agent => new SpanFact.OfAgent(record, run, agent, Task(record.TaskId)),
        "task.closed" or "task.failed" or "task.canceled" when Task(record.TaskId) is { } task => new SpanFact.OfTask(record, run, task),
        "run.completed" or "run.failed" or "run.aborted" => new SpanFact.OfRun(record, run),
        _ => null,
    };

    /// <summary>The turn that is open at an event; looked up once an agent, then followed.</summary>
    private EventRecord? TurnAt(string agentId, long seq) => _turns.TryGetValue(agentId, out var open) ? open : _turns[agentId] = TelemetryStore.TurnAt(sql, agentId, seq);

    private void Follow(EventRecord record)
    {
        if (record.AgentId is { } agent && record.Type is "turn.started" or "turn.ended")
        {
            _turns[record.AgentId!] = record.Type == "turn.started" ? record : null;
        }
    }

    private TurnUsage UsageOf(string agentId, EventRecord record) => SpanFact.OfTurn.NumberIn(record.Text) is { } turn ? TelemetryStore.UsageOfTurn(sql, agentId, turn) : TurnUsage.None;

    private RunRecord? Run(string id) => _runs.TryGetValue(id, out var known) ? known : _runs[id] = RunStore.ById(sql, id);

    private AgentRecord? Agent(EventRecord record) => record.AgentId is not { } id ? null : _agents.TryGetValue(id, out var known) ? known : _agents[id] = AgentStore.ById(sql, id);

    private TaskRecord? Task(string? id) => id is null ? null : _tasks.TryGetValue(id, out var known) ? known : _tasks[id] = TaskStore.ById(sql, id);
}
