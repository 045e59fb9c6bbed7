namespace Ov.Clients.OpenCode;

/// <summary>OpenCode's own screen in tmux, on a scripted model. It calls no hooks.</summary>
public sealed class OpenCodeTerminalTests() : TerminalStoryTests("opencode", "screen");
