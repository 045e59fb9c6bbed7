using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Telemetry;

/// <summary>
/// Makes spans of what has ended: run, task, agent, turn, tool, each the child of the one before. A part of a task is the task's child.
/// Attribute names are OpenTelemetry's for generative AI where it has them, else <c>ov.*</c>.
/// </summary>
/// <param name="redact">Takes secrets out of texts that people wrote.</param>
internal sealed class SpanMaker(Func<string, string> redact)
{
    private const int Internal = 1;
    private const int Ok = 1;
    private const int Error = 2;
    private const double Micro = 1_000_000;

    public OtlpSpan Of(SpanFact fact) => fact switch
    {
        SpanFact.OfRun one => Of(one),
        SpanFact.OfTask one => Of(one),
        SpanFact.OfAgent one => Of(one),
        SpanFact.OfTurn one => Of(one),
        SpanFact.OfTool one => Of(one),
        _ => throw new InvalidOperationException(fact.GetType().Name),
    };

    private OtlpSpan Of(SpanFact.OfRun fact) => Span(
        fact, SpanIds.Run(fact.Run.Id), null, $"run {fact.Run.Name}", fact.Run.CreatedAt,
        [OtlpAttribute.Of("ov.run.target", fact.Run.Target), OtlpAttribute.Of("ov.run.state", Word(fact.End)), .. Given("ov.run.template", fact.Run.Template)],
        StatusOf(fact.End, RunState.Completed.Word(), RunState.Failed.Word()));

    private OtlpSpan Of(SpanFact.OfTask fact) => Span(
        fact, SpanIds.Task(fact.Task.Id), fact.Task.ParentId is { } parent ? SpanIds.Task(parent) : SpanIds.Run(fact.Run.Id), $"task {fact.Task.Number}", fact.Task.CreatedAt,
        [
            .. About(fact.Task), OtlpAttribute.Of("ov.task.title", redact(fact.Task.Title)), OtlpAttribute.Of("ov.task.state", Word(fact.End)), OtlpAttribute.Of("ov.task.role", fact.Task.Role),
            OtlpAttribute.Of("ov.task.attempts", fact.Task.Attempts),
        ],
        StatusOf(fact.End, TaskState.Closed.Word(), TaskState.Failed.Word()));

    private OtlpSpan Of(SpanFact.OfAgent fact) => Span(
        fact, SpanIds.Agent(fact.Agent.Id), fact.Task is { } task ? SpanIds.Task(task.Id) : SpanIds.Run(fact.Run.Id), $"invoke_agent {fact.Agent.Name}", fact.Agent.CreatedAt,
        [
            OtlpAttribute.Of("gen_ai.operation.name", "invoke_agent"), .. About(fact.Agent), .. fact.Task is { } about ? About(about) : [], .. Given("gen_ai.request.model", fact.Agent.Model),
            .. Given("gen_ai.conversation.id", fact.Agent.Session), OtlpAttribute.Of("ov.agent.state", Word(fact.End)), OtlpAttribute.Of("ov.agent.turns", fact.Agent.Turn),
        ],
        StatusOf(fact.End, AgentState.Completed.Word(), AgentState.Failed.Word(), AgentState.Zombie.Word()));

    private OtlpSpan Of(SpanFact.OfTurn fact)
    {
        var (began, used) = (fact.Began, fact.Usage);
        var number = SpanFact.OfTurn.NumberIn(fact.End.Text);
        var start = began?.At ?? fact.End.At.AddMilliseconds(-(fact.End.DurationMs ?? 0));
        return Span(
            fact, began is null ? SpanIds.Turn(fact.Agent.Id, fact.End.Seq) : SpanIds.Turn(fact.Agent.Id, began.Seq), SpanIds.Agent(fact.Agent.Id), number is null ? "turn" : $"turn {OtlpTime.Text(number.Value)}", start,
            [.. About(fact.Agent), .. number is { } turn ? [OtlpAttribute.Of("ov.turn", turn)] : Array.Empty<OtlpAttribute>(), .. Used(used)],
            fact.End.Level == "info" ? new OtlpStatus(Ok) : new OtlpStatus(Error, Message(fact.End)));
    }

    private OtlpSpan Of(SpanFact.OfTool fact) => Span(
        fact, SpanIds.Tool(fact.Agent.Id, fact.End.Seq), fact.Turn is { } turn ? SpanIds.Turn(fact.Agent.Id, turn.Seq) : SpanIds.Agent(fact.Agent.Id),
        $"execute_tool {fact.End.Tool}", fact.End.At.AddMilliseconds(-(fact.End.DurationMs ?? 0)),
        [OtlpAttribute.Of("gen_ai.operation.name", "execute_tool"), .. Given("gen_ai.tool.name", fact.End.Tool), .. Given("gen_ai.tool.call.id", fact.End.Subject), .. About(fact.Agent)],
        fact.End.Level == "info" ? new OtlpStatus(Ok) : new OtlpStatus(Error, Message(fact.End)));

    /// <summary>A clock may have been set back: nothing ends before it began.</summary>
    private static OtlpSpan Span(SpanFact fact, string id, string? parent, string name, DateTimeOffset start, IReadOnlyList<OtlpAttribute> attributes, OtlpStatus status) => new(
        SpanIds.Trace(fact.Run.Id), id, parent, name, Internal, OtlpTime.Nanos(start), OtlpTime.Nanos(fact.End.At < start ? start : fact.End.At),
        [OtlpAttribute.Of("ov.run.id", fact.Run.Id), OtlpAttribute.Of("ov.run.name", fact.Run.Name), .. attributes], status);

    private OtlpStatus StatusOf(EventRecord end, string good, params IReadOnlyList<string> bad) =>
        Word(end) == good ? new OtlpStatus(Ok) : bad.Contains(Word(end)) ? new OtlpStatus(Error, Message(end)) : new OtlpStatus(0);

    private string? Message(EventRecord end) => end.Text is { } text ? redact(text) : null;

    /// <summary>The state that the event tells: <c>failed</c> of <c>task.failed</c>.</summary>
    private static string Word(EventRecord end) => end.Type[(end.Type.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static OtlpAttribute[] Given(string key, string? value) => value is null ? [] : [OtlpAttribute.Of(key, value)];

    private static OtlpAttribute[] About(TaskRecord task) => [OtlpAttribute.Of("ov.task.id", task.Id), OtlpAttribute.Of("ov.task.number", task.Number)];

    private static OtlpAttribute[] About(AgentRecord agent) =>
    [
        OtlpAttribute.Of("gen_ai.agent.id", agent.Id), OtlpAttribute.Of("gen_ai.agent.name", agent.Name), OtlpAttribute.Of("ov.agent.role", agent.Role), OtlpAttribute.Of("ov.runtime", agent.Runtime),
    ];

    private static IEnumerable<OtlpAttribute> Used(TurnUsage used)
    {
        if (used == TurnUsage.None)
        {
            yield break;
        }

        // By the convention the input counts what came from the cache and went into it too.
        yield return OtlpAttribute.Of("gen_ai.usage.input_tokens", used.Input + used.CacheRead + used.CacheWrite);
        yield return OtlpAttribute.Of("gen_ai.usage.output_tokens", used.Output);
        yield return OtlpAttribute.Of("gen_ai.usage.cache_read.input_tokens", used.CacheRead);
        yield return OtlpAttribute.Of("gen_ai.usage.cache_creation.input_tokens", used.CacheWrite);
        yield return OtlpAttribute.Of("ov.cost_usd", used.CostMicros / Micro);
        yield return OtlpAttribute.Of("ov.cost_estimated_usd", used.EstimateMicros / Micro);
        foreach (var model in Given("gen_ai.response.model", used.Model))
        {
            yield return model;
        }
    }
}
