using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Ledger;

namespace Ov.Core.Inspecting;

/// <summary>How full the window of an agent's model is, what has been done about it, and what to do (S2-50, S2-53).</summary>
/// <param name="SessionId">The conversation that its next turn goes on with; null when that begins anew.</param>
/// <param name="Compactions">When it began anew, newest last.</param>
/// <param name="Advice">Null while there is room.</param>
/// <param name="Usage">What this incarnation has used, from its runtime's own figures.</param>
public sealed record ContextUse(string AgentName, string? SessionId, IReadOnlyList<DateTimeOffset> Compactions, string? Advice, CostSum Usage)
{
    private const int CompactionsShown = 20;

    /// <summary>Absent where its runtime does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgentContext? Context { get; init; }

    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static ContextUse Of(OvApp app, string name) => app.Ledger.Read(sql =>
    {
        var agent = AgentResolver.Require(sql, name);
        var compacted = EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, ["agent.compacted"], null), CompactionsShown);
        return new ContextUse(
            agent.Name, agent.Session, [.. compacted.Select(record => record.At)], agent.IsLive ? AdviceFor(agent.Name, agent.Context) : null,
            UsageStore.Sum(sql, new UsageFilter(null, [agent.Id], null, null, null, false))) { Context = agent.Context };
    });

    /// <summary>By the steps of its window.</summary>
    internal static string? AdviceFor(string name, AgentContext? context) => context?.Status switch
    {
        ContextLevel.Yellow => $"It fills up: let it begin anew when a piece of its work is done: ov compact {name}",
        ContextLevel.Red => $"Let it begin anew at the end of this turn: ov compact {name}",
        ContextLevel.Critical => $"It is nearly full; what it was told first may be lost at any time. Let it begin anew now: ov compact {name}",
        _ => null,
    };
}
