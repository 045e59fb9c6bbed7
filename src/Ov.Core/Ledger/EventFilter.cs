namespace Ov.Core.Ledger;

/// <summary>Which events somebody wants to see; an empty list or null means any.</summary>
/// <param name="AgentIds">Of these incarnations, or done by one of <paramref name="Actors"/>.</param>
/// <param name="Actors">Who did it, where that is no agent: operator, watch, system.</param>
/// <param name="Types">Whole types, or their first words: <c>task</c> means every <c>task.…</c>.</param>
public sealed record EventFilter(
    IReadOnlyList<string> AgentIds, IReadOnlyList<string> Actors, string? RunId, string? TaskId, IReadOnlyList<string> Types, DateTimeOffset? Since)
{
    public static readonly EventFilter Any = new([], [], null, null, [], null);

    public DateTimeOffset? Until { get; init; }

    public string? Tool { get; init; }

    /// <summary>Only what went wrong: warnings and errors.</summary>
    public bool OnlyTrouble { get; init; }
}
