namespace Ov.Core.Config;

/// <summary>What the configuration changes about a role; null leaves the built-in rule in force.</summary>
/// <param name="CanSpawn">Roles it may start; empty means none.</param>
public sealed record RoleOverride(IReadOnlyList<string>? CanSpawn, bool? ReadOnly, ConfigOrigin Origin)
{
    /// <summary>A file with how it works, relative to the project's root.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model of its agents where the sling names none.</summary>
    public string? Model { get; init; }

    /// <summary>The most that one agent may use.</summary>
    public Budget Budget { get; init; } = Budget.None;

    /// <summary>The tools that its agents may use, in the runtime's own words; null for all that its rights allow.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>A turn that ends well without a report counts as its report.</summary>
    public bool ImplicitCompletion { get; init; }
}
