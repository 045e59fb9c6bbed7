namespace Ov.Core.Processes;

/// <summary>How a turn's process ended.</summary>
/// <param name="ExitCode">128 + signal when a signal ended it.</param>
/// <param name="OutputClosed">False when a process it left behind still held its output.</param>
public sealed record TurnExit(int ExitCode, bool OutputClosed);
