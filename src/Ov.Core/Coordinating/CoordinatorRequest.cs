using Ov.Core.Agents;

namespace Ov.Core.Coordinating;

/// <summary>What was asked for when somebody who coordinates is to start.</summary>
/// <param name="Role"><c>coordinator</c>, <c>orchestrator</c> or <c>monitor</c>.</param>
public sealed record CoordinatorRequest(string Role)
{
    /// <summary>Null takes the role's own word.</summary>
    public string? Name { get; init; }

    /// <summary>What it is to reach; becomes its first mail, and a new run's objective.</summary>
    public string Objective { get; init; } = "";

    /// <summary>The branch that a new run lands on.</summary>
    public string? Target { get; init; }

    public string? Runtime { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? Profile { get; init; }

    public bool Trust { get; init; }

    /// <summary>On the runtime's own screen, for a person who talks with it.</summary>
    public bool Here { get; init; }

    /// <summary>Start the watcher whatever the configuration says.</summary>
    public bool Watchdog { get; init; }

    /// <summary>The same as a sling, as far as one is.</summary>
    internal SlingRequest AsSling => new([]) { Role = Role, Name = Name, Runtime = Runtime, Model = Model, Command = Command, Profile = Profile, Trust = Trust };
}
