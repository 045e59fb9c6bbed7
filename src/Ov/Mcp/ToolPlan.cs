namespace Ov.Mcp;

/// <summary>What a call does: one command, or one for each thing that was given.</summary>
/// <param name="IsEach">The answers come as a list, in the order of what was given; one that is refused never stops the others.</param>
internal sealed record ToolPlan(IReadOnlyList<ToolLine> Lines, bool IsEach)
{
    /// <summary>An answer that needs no command.</summary>
    public string? Help { get; init; }

    public static ToolPlan Of(ToolLine line) => new([line], false);

    public static ToolPlan Each(IEnumerable<ToolLine> lines) => new([.. lines], true);

    public static ToolPlan Tell(string help) => new([], false) { Help = help };
}
