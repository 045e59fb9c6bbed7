namespace Ov.Mcp;

/// <summary>What a call does: one command, or one for each thing that was given.</summary>
/// <param name="IsEach">The answers come as a list, in the order of what was given; one that is refused never stops the others.</param>
internal sealed record ToolPlan(IReadOnlyList<ToolLine> Lines, bool IsEach)
{
    /// <summary>An answer that needs no command.</summary>
    public string? Help { get; init; }

    /// <summary>All of them are rehearsed first, and when one would be refused none is done (S3-61).</summary>
    public bool IsAllOrNone { get; init; }

    /// <summary>What became of the agents is waited for once all is done; null for no wait.</summary>
    public DelegationWait? Wait { get; init; }

    public static ToolPlan Of(ToolLine line) => new([line], false);

    public static ToolPlan Each(IEnumerable<ToolLine> lines) => new([.. lines], true);

    public static ToolPlan Tell(string help) => new([], false) { Help = help };
}
