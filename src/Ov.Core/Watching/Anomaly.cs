namespace Ov.Core.Watching;

/// <summary>Something about an agent that whoever answers for it should look at. Told once; nothing is done about it by itself.</summary>
/// <param name="IsHigh">A reason to end it; otherwise it asks for guidance.</param>
/// <param name="Occurrence">What makes this occurrence another one than the last.</param>
/// <param name="Text">What was seen, one sentence.</param>
/// <param name="Command">What to type.</param>
internal sealed record Anomaly(AnomalyKind Kind, bool IsHigh, string Occurrence, string Text, string Command)
{
    /// <summary>Nothing has to be done about it now.</summary>
    public bool IsLow { get; init; }
}

/// <summary>Kinds of anomalies.</summary>
internal enum AnomalyKind
{
    /// <summary>A tool call without a tool: the model does not write calls any more.</summary>
    ModelDegradation,
    HighErrorCount,

    /// <summary>A turn runs, no tool of it does, and nothing is heard.</summary>
    SessionStall,
    ContextFilling,

    /// <summary>The same call again and again.</summary>
    RepeatedCall,

    /// <summary>What it says holds the marks by which its model calls tools: the call was said, not made.</summary>
    ToolTextLeak,

    /// <summary>Several of its turns were broken off.</summary>
    BrokenTurns,
}
