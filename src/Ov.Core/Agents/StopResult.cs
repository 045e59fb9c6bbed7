namespace Ov.Core.Agents;

/// <summary>What became of one agent that was to be stopped, and where its work is. Null fields are left out of the JSON.</summary>
/// <param name="Argument">As typed, or the name under <c>--all</c>.</param>
public sealed record StopResult(string Argument, bool Success)
{
    public string? AgentName { get; init; }

    public string? AgentId { get; init; }

    public string? Capability { get; init; }

    public string? TaskId { get; init; }

    /// <summary>False when it had ended already and only its leftovers or worktree were looked after.</summary>
    public bool Stopped { get; init; }

    /// <summary>How many processes were ended; none when they were dead already.</summary>
    public int ProcessesEnded { get; init; }

    /// <summary>Processes that survived SIGKILL.</summary>
    public IReadOnlyList<int> ProcessesLeft { get; init; } = [];

    public string? Worktree { get; init; }

    public string? Branch { get; init; }

    /// <summary>Commits that the branch has beyond where it began.</summary>
    public int? CommitsAhead { get; init; }

    /// <summary>Files with uncommitted work.</summary>
    public IReadOnlyList<string> DirtyFiles { get; init; } = [];

    public bool WorktreeRemoved { get; init; }

    /// <summary>Overstory's field.</summary>
    public bool BranchDeleted { get; init; }

    /// <summary>Refs that keep what was removed.</summary>
    public IReadOnlyList<string> Backups { get; init; } = [];

    public string? Error { get; init; }

    public string? Code { get; init; }

    public string? Hint { get; init; }

    public static StopResult Refused(string argument, OvException refusal) => new(argument, false)
    {
        Error = refusal.Message, Code = refusal.Code.Name, Hint = refusal.Hint,
    };
}
