namespace Ov.Core.Worktrees;

/// <summary>A worktree that a person or script asks for.</summary>
/// <param name="What">A branch, new or not, or a task.</param>
public sealed record WorktreeRequest(string What)
{
    /// <summary>Where a new branch begins; null: the task's target, else what is checked out here.</summary>
    public string? From { get; init; }

    /// <summary>Its folder; null puts it beside the agents'.</summary>
    public string? Directory { get; init; }

    public string? Name { get; init; }

    /// <summary>The task that it is for, when that is not what was asked for by name.</summary>
    public string? Task { get; init; }

    /// <summary>Globs that no agent may change while it is there.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Check out only the folders of the scope.</summary>
    public bool Sparse { get; init; }

    public bool WithSetup { get; init; } = true;

    /// <summary>Approve the setup commands.</summary>
    public bool Trust { get; init; }
}
