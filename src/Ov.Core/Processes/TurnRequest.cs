namespace Ov.Core.Processes;

/// <summary>One turn of an agent to start.</summary>
/// <param name="Environment">Complete; nothing is inherited.</param>
public sealed record TurnRequest(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>What the agent reads; nothing by default.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>A file the agent reads instead of <see cref="Input"/>.</summary>
    public string? InputFile { get; init; }

    /// <summary>Gets both output streams as raw bytes, appended.</summary>
    public string? LogFile { get; init; }

    /// <summary>Called for each line without its end, the torn last one included, from one thread. Bytes that are no text become U+FFFD.</summary>
    public Action<string>? OnStdout { get; init; }

    public Action<string>? OnStderr { get; init; }
}
