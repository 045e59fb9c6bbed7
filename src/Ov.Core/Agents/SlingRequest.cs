namespace Ov.Core.Agents;

/// <summary>Everything a sling was asked for; Overstory's flags keep their meaning.</summary>
/// <param name="Arguments">Ids or numbers of tasks, or the text of new ones.</param>
public sealed record SlingRequest(IReadOnlyList<string> Arguments)
{
    public string? Role { get; init; }

    public string? Name { get; init; }

    public string? SpecFile { get; init; }

    /// <summary>File globs; empty takes the task's own scope.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<string> Siblings { get; init; } = [];

    public string? Parent { get; init; }

    public int? Depth { get; init; }

    public bool SkipScout { get; init; }

    public bool NoScoutCheck { get; init; }

    /// <summary>An id that no task has makes a new task of that title.</summary>
    public bool SkipTaskCheck { get; init; }

    public bool ForceHierarchy { get; init; }

    /// <summary>Most live agents under the parent, for this call.</summary>
    public int? MaxAgents { get; init; }

    /// <summary>Most live agents that the new agent may have under itself.</summary>
    public int? DispatchMaxAgents { get; init; }

    public bool SkipReview { get; init; }

    public string? Runtime { get; init; }

    public string? BaseBranch { get; init; }

    public string? Profile { get; init; }

    /// <summary>Of the profile's variables.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Take up a task whose agent ended or is to be replaced, on its branch and worktree (<c>--recover</c>).</summary>
    public bool Restart { get; init; }

    /// <summary>
    /// The id of the ended agent whose place is taken: refused when another took it meanwhile. Null with <see cref="Restart"/> replaces whoever is at work.
    /// </summary>
    public string? After { get; init; }

    public bool AllReady { get; init; }

    /// <summary>How many are started together, when each is asked for by itself.</summary>
    public int? Among { get; init; }

    /// <summary>Nobody is asked: what they ask their parent is answered with what they were told.</summary>
    public bool AnswersItself { get; init; }

    /// <summary>Where scopes overlap, wait for the holder's task instead of refusing.</summary>
    public bool Serialize { get; init; }

    /// <summary>Work on this existing branch.</summary>
    public string? Open { get; init; }

    /// <summary>What a turn runs; null takes the configured command of the role.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    public string? Model { get; init; }

    /// <summary>In a terminal that a person can attach to; null goes on as the task's agent before did, else without one.</summary>
    public bool? Terminal { get; init; }

    /// <summary>Words for these agents, with placeholders.</summary>
    public string? Prompt { get; init; }

    /// <summary>The agent whose checkpoint, report and notes they begin with.</summary>
    public string? HandoffFrom { get; init; }

    /// <summary>They begin with what the calling agent knows.</summary>
    public bool Inherit { get; init; }

    /// <summary>A checkout of the scope's folders only; null leaves it to the configuration.</summary>
    public bool? Sparse { get; init; }

    /// <summary>Approve the configured commands that this call would run.</summary>
    public bool Trust { get; init; }

    /// <summary>Refuses what no task could make right.</summary>
    /// <exception cref="OvException">usage, not-operator.</exception>
    public void Check(Caller caller, string workingDirectory)
    {
        if (Arguments.Count == 0 && !AllReady)
        {
            throw Usage("Task ID is required: ov sling <task-id>", "Or describe a new task: ov sling \"Fix the flaky login test\". Or start all that is ready: ov sling --all-ready.");
        }

        if (Arguments.Any(string.IsNullOrWhiteSpace))
        {
            throw Usage("A task is an id, a number or a text, and one of them is empty.", null);
        }

        if (Arguments.Count > 1 && (Name ?? Open) is not null)
        {
            throw Usage($"{(Name is not null ? "--name" : "--open")} is for one task, and {Arguments.Count} were given.", "Sling them one by one.");
        }

        if (Values.Count > 0 && Profile is null)
        {
            throw Usage("--set gives values to the variables of a profile, and none was named.", "Name it with --profile.");
        }

        if (new[] { Depth, MaxAgents, DispatchMaxAgents }.Any(number => number < 0))
        {
            throw Usage("--depth, --max-agents and --dispatch-max-agents must be non-negative integers.", null);
        }

        if (Open is not null && (BaseBranch is not null || Restart))
        {
            throw Usage("--open works on a branch that exists, so it goes with neither --base-branch nor --restart.", null);
        }

        if (SpecFile is { } spec && !File.Exists(Path.GetFullPath(spec, workingDirectory)))
        {
            throw new OvException(ErrorCode.NotFound, $"Spec file not found: {spec}", "Name a file that exists, or write one with 'ov spec write'.");
        }

        SlingPrompt.Require(Prompt);
        if (ForceHierarchy)
        {
            caller.RequireOperator("force the hierarchy");
        }
    }

    private static OvException Usage(string message, string? hint) => new(ErrorCode.Usage, message, hint);
}
