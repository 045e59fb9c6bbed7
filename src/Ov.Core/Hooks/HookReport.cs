namespace Ov.Core.Hooks;

/// <summary>One hook call, reduced to what is kept of it. Texts are redacted already.</summary>
/// <param name="ToolUseId">Pairs the end of a tool call with its start, where the runtime gives one.</param>
/// <param name="Input">Key fields of the tool's input.</param>
/// <param name="Session">The runtime's own session id.</param>
/// <param name="Transcript">Path of the runtime's transcript.</param>
public sealed record HookReport(
    string? Tool, string? ToolUseId, IReadOnlyList<KeyValuePair<string, string>> Input, string? Session, string? Transcript)
{
    public static readonly HookReport Empty = new(null, null, [], null, null);
}
