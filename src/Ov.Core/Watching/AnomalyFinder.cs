using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>Finds anomalies in what an agent's tools and processes showed lately. Decides only; S2-35 to S2-43, S2-51, S3-70.</summary>
/// <param name="MostErrors">Failed tool calls of one session that nobody is told of.</param>
/// <param name="QuietAfter">Silence of a turn after which it is told.</param>
/// <param name="StaleAfter">Silence that marks it as stalled, which says more.</param>
internal sealed record AnomalyFinder(int MostErrors, TimeSpan QuietAfter, TimeSpan StaleAfter)
{
    /// <summary>So many equal calls in a row are told.</summary>
    private const int LoopLength = 3;

    /// <summary>A row that is as long as what is looked at began before that, and was told then.</summary>
    private const int LongestRow = 400;

    /// <summary>So many turns that were broken off are told.</summary>
    private const int Broken = 3;

    /// <summary>What models write around a call, and what no person would: said aloud, the call was not made (S2-43).</summary>
    private static readonly string[] ToolMarks = ["<tool_call>", "</tool_call>", "<function_calls>", "<invoke name=", "<|tool_call", "<|python_tag|>", "[TOOL_CALLS]", "<function="];

    /// <param name="events">Its newest, oldest first.</param>
    /// <param name="silenceCounts">False for a while after a gap.</param>
    public IEnumerable<Anomaly> In(AgentRecord agent, AgentPulse pulse, IReadOnlyList<EventRecord> events, DateTimeOffset now, bool silenceCounts)
    {
        var session = SinceSession(events);
        var name = agent.Name;
        if (session.LastOrDefault(IsMalformed) is { } malformed)
        {
            yield return new Anomaly(AnomalyKind.ModelDegradation, true, Number(malformed.Seq), $"it made a malformed tool call ({malformed.Text ?? malformed.Tool})",
                $"ov nudge {name} \"Your last tool call was malformed. Call one tool, with its exact name.\"\nIf it happens again: ov stop {name}");
        }

        var errors = session.Count(record => record.Type == "tool.end" && record.Data?.Contains("\"failed\"", StringComparison.Ordinal) == true);
        if (errors > MostErrors)
        {
            yield return new Anomaly(AnomalyKind.HighErrorCount, false, agent.Session ?? agent.Id, $"{Number(errors)} of its tool calls failed in this session",
                $"ov inspect {name} --limit 20\nThen say what to do: ov nudge {name} \"...\"");
        }

        if (silenceCounts && agent.State == AgentState.Working && pulse is { Turn: Liveness.Alive, TurnHasChild: false } && now - agent.LastActivityAt is var silent && silent >= QuietAfter && silent < StaleAfter)
        {
            yield return new Anomaly(AnomalyKind.SessionStall, false, Number(agent.LastActivityAt.ToUnixTimeMilliseconds()), $"turn {Number(agent.Turn)} runs, no tool of it does, and nothing was heard for {Age.Of(silent)}",
                $"ov nudge {name} \"Please continue.\"");
        }

        if (agent is { IsLive: true, Context: { Status: not ContextLevel.Green } context })
        {
            yield return new Anomaly(AnomalyKind.ContextFilling, context.Status == ContextLevel.Critical, $"{agent.Session ?? agent.Id}:{context.Status}", $"its conversation fills {Number(context.Percent)} % of its model's window ({context.Status.Word()})",
                agent is { HasTerminal: false, IsDesk: false, Session: not null } ? $"ov compact {name}"
                : context.Status == ContextLevel.Critical && agent.TaskId is { } task ? $"ov stop {name} && ov sling {task} --restart"
                : $"ov nudge {name} \"Write a checkpoint note now, then finish or hand over.\"");
        }

        if (session.LastOrDefault(IsLeak) is { } leak)
        {
            yield return new Anomaly(AnomalyKind.ToolTextLeak, false, agent.Session ?? agent.Id, $"it wrote the marks of a tool call as text, so that call was not made ({leak.Text})", $"ov nudge {name} \"Your last tool call came as text. Make it again, as a call.\"");
        }

        if (events.Count(IsBroken) is var broken && broken >= Broken)
        {
            yield return new Anomaly(AnomalyKind.BrokenTurns, false, agent.Id, $"{Number(broken)} of its turns were broken off by a person", $"ov inspect {name} --limit 20") { IsLow = true };
        }

        if (Loop(session) is { } loop)
        {
            yield return new Anomaly(AnomalyKind.RepeatedCall, false, Number(loop.Seq), $"it makes the same call again and again: {loop.Text ?? loop.Tool}", $"ov nudge {name} \"You repeat one call. Read its answer, or try another way.\"");
        }
    }

    /// <summary>A session that began earlier than the window counts from the window's start.</summary>
    internal static List<EventRecord> SinceSession(IReadOnlyList<EventRecord> events)
    {
        var list = events.ToList();
        var start = list.FindLastIndex(record => record.Type == "session.started");
        if (start > 0)
        {
            list.RemoveRange(0, start);
        }

        return list;
    }

    private static bool IsMalformed(EventRecord record) =>
        record is { Type: "tool.start" or "tool.end", Tool: "tool" or "invalid" or "" }
        || record is { Type: "tool.end", Text: { } words, Level: "warn" } && words.StartsWith("InputValidationError", StringComparison.Ordinal);

    private static bool IsLeak(EventRecord record) => record.Type == "agent.said" && ToolMarks.Any(mark => (record.Data ?? record.Text)?.Contains(mark, StringComparison.Ordinal) == true);

    /// <summary>By a person; a turn that failed or met a limit is told of elsewhere.</summary>
    private static bool IsBroken(EventRecord record) => record.Type == "turn.ended" && record.Text?.Contains("broken off by a person", StringComparison.Ordinal) == true;

    /// <summary>The third of three or more equal calls in a row, which is the same one however long the row becomes.</summary>
    private static EventRecord? Loop(List<EventRecord> events)
    {
        var calls = events.Where(record => record.Type == "tool.start").ToList();
        var first = calls.Count - 1;
        while (first > 0 && (calls[first - 1].Tool, calls[first - 1].Data, calls[first - 1].Text) == (calls[^1].Tool, calls[^1].Data, calls[^1].Text))
        {
            first--;
        }

        return calls.Count - first >= LoopLength && (first > 0 || calls.Count < LongestRow) ? calls[first + LoopLength - 1] : null;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
