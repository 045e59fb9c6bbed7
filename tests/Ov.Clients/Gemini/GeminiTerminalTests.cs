namespace Ov.Clients.Gemini;

/// <summary>Gemini CLI's own screen in tmux, on a scripted model. It is told to trust the folder, so it asks nothing.</summary>
public sealed class GeminiTerminalTests() : TerminalStoryTests("gemini", "turn.start");
