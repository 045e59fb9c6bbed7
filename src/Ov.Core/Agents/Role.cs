using Ov.Core.Config;

namespace Ov.Core.Agents;

/// <summary>What an agent is for, and what follows from it.</summary>
/// <param name="MaySpawn">Roles it may start; empty for workers.</param>
/// <param name="IsReadOnly">It makes no commits, so nothing of it can land and it holds no scope.</param>
/// <param name="IsDirect">The operator starts it without a lead in between.</param>
public sealed record Role(string Name, IReadOnlyList<string> MaySpawn, bool IsReadOnly, bool IsDirect)
{
    /// <summary>Roles that work through others and hold no task of their own.</summary>
    public static bool Coordinates(string name) => name is "coordinator" or "orchestrator" or "monitor";

    /// <summary>What the guard holds its agents to.</summary>
    public Stance Stance => !IsReadOnly ? Stance.Writes : Coordinates(Name) ? Stance.Coordinates : Stance.Reads;

    /// <summary>The model of its agents where the sling names none.</summary>
    public string? Model { get; init; }

    /// <summary>The most that one agent may use.</summary>
    public Budget Budget { get; init; } = Budget.None;

    /// <summary>The tools that its agents may use, in the runtime's own words; null for all that its rights allow.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>A turn that ends well without a report is its report (S3-34).</summary>
    public bool CompletesByItself { get; init; }
}
