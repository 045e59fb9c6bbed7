using Ov.Core.Planning;

namespace Ov.Core.Tasks;

/// <summary>A task before it has an id.</summary>
public sealed record TaskDraft(string Title)
{
    /// <summary>The number that it bears where it comes from; null: the next one.</summary>
    public int? Number { get; init; }

    public string Body { get; init; } = "";

    /// <summary>What it waits for: numbers within the run, ids or unique prefixes of ids.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>File globs; empty means no restriction.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>Facts to keep, each as <c>key=value</c>.</summary>
    public IReadOnlyList<string> Metadata { get; init; } = [];

    public TaskPriority Priority { get; init; } = TaskPriority.Medium;

    public string Role { get; init; } = "builder";

    /// <summary>What it is to show, where nobody asked for it.</summary>
    public EmergentDraft? Emergent { get; init; }

    /// <summary>Number, id or prefix of the task it is a part of; null lets a lead's own task be it.</summary>
    public string? Parent { get; init; }
}
