namespace Ov.Core.Agents;

/// <summary>Where an agent's terminal is found.</summary>
/// <param name="Argv">Program and arguments that show it.</param>
/// <param name="Folder">Where that must be executed; null means anywhere.</param>
/// <param name="Viewers">How many terminals show it now.</param>
public sealed record TerminalAddress(string AgentName, string AgentId, IReadOnlyList<string> Argv, string? Folder, int Viewers);

/// <summary>What a detach came to.</summary>
/// <param name="Detached">The terminals that showed it.</param>
public sealed record DetachResult(string AgentName, string AgentId, IReadOnlyList<string> Detached);
