namespace Ov.Mcp;

/// <summary>A tool as a client sees it, and the command lines that its calls stand for: the commands hold every guard.</summary>
/// <param name="For">Who has it.</param>
internal sealed record McpTool(string Name, string Description, ToolFor For, IReadOnlyList<ToolInput> Inputs, Func<ToolArguments, ToolCaller, ToolPlan> Plan)
{
    /// <summary>It changes nothing.</summary>
    public bool Reads { get; init; }

    /// <summary>A tool of which each call is one command.</summary>
    public static McpTool Of(string name, string description, ToolFor whose, IReadOnlyList<ToolInput> inputs, Func<ToolArguments, ToolLine> line) =>
        new(name, description, whose, inputs, (given, _) => ToolPlan.Of(line(given)));

    /// <summary>As it stands in the list of a router: <c>notify {message, level?: info|warning}</c>.</summary>
    public string Signature => Inputs.Count == 0 ? Name
        : $"{Name} {{{string.Join(", ", Inputs.Select(input => $"{input.Name}{(input.IsRequired ? "" : "?")}{(input.Words.Count > 0 ? $": {string.Join('|', input.Words)}" : input.Kind == InputKind.Texts ? "[]" : "")}"))}}}";
}

/// <summary>Kinds of callers.</summary>
[Flags]
internal enum ToolFor
{
    /// <summary>An agent with a task that starts nobody.</summary>
    Worker = 1,

    /// <summary>A worker whose work is a plan, and thus other tasks.</summary>
    Planner = 2,

    /// <summary>An agent with a task that starts others for it.</summary>
    Lead = 4,

    /// <summary>An agent without a task.</summary>
    Coordinator = 8,

    /// <summary>No agent: the person at the desk, or a program of theirs.</summary>
    Desk = 16,

    /// <summary>A worker who judges the work of others.</summary>
    Judge = 32,

    Holders = Worker | Planner | Lead | Judge,

    Leaders = Lead | Coordinator | Desk,

    Boards = Leaders | Planner,

    All = Holders | Coordinator | Desk,
}
