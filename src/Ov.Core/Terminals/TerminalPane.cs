namespace Ov.Core.Terminals;

/// <summary>What runs in an agent's session.</summary>
/// <param name="IsDead">The program has ended; its screen is kept.</param>
/// <param name="InHistory">A person looks back through what scrolled away.</param>
/// <param name="ExitCode">Of an ended program; null when a signal ended it.</param>
public sealed record TerminalPane(int Pid, bool IsDead, bool InHistory, int? ExitCode);
