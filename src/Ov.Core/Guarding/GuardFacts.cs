using Ov.Core.Agents;

namespace Ov.Core.Guarding;

/// <summary>What the guard knows of an agent. All paths are absolute.</summary>
/// <param name="Worktree">Null for an agent without one.</param>
/// <param name="Root">The project's main checkout.</param>
/// <param name="CommonDir">The git folder that all worktrees share; the ledger lies in it.</param>
public sealed record GuardFacts(Stance Stance, string? Worktree, string Root, string CommonDir)
{
    /// <summary>Globs, relative to the worktree; empty for everything.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    public string? Branch { get; init; }

    /// <summary>The run's target branch.</summary>
    public string? Target { get; init; }

    public string? Home { get; init; }

    /// <summary>Folders for temporary files.</summary>
    public IReadOnlyList<string> Temporary { get; init; } = ["/tmp", "/var/tmp"];

    /// <summary>Variables that commands will see.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Follows symbolic links as far as a path exists.</summary>
    public Func<string, string> Resolve { get; init; } = path => path;

    /// <summary>The folder that holds other agents' worktrees; null when it holds more than that.</summary>
    public string? OtherWorktrees => Worktree is not null && Path.GetDirectoryName(Worktree) is { } folder && !GuardPlaces.Holds(folder, Root)
        && !Temporary.Any(temporary => GuardPlaces.Holds(folder, temporary)) && (Home is null || !GuardPlaces.Holds(folder, Home)) ? folder : null;
}
