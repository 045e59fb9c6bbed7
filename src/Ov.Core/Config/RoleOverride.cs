namespace Ov.Core.Config;

/// <summary>What the configuration changes about a role; null leaves the built-in rule in force.</summary>
/// <param name="CanSpawn">Roles it may start; empty means none.</param>
public sealed record RoleOverride(IReadOnlyList<string>? CanSpawn, bool? ReadOnly, ConfigOrigin Origin);
