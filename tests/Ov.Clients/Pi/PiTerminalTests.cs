namespace Ov.Clients.Pi;

/// <summary>pi's own screen in tmux, on a scripted model.</summary>
public sealed class PiTerminalTests() : TerminalStoryTests("pi", "turn.start");
