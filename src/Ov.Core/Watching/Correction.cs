namespace Ov.Core.Watching;

/// <summary>What an agent that goes in circles is told itself (S3-70 to S3-72).</summary>
/// <param name="Occurrence">What makes this occurrence another one than the last.</param>
/// <param name="Text">What was seen, one clause.</param>
/// <param name="Words">What it is told.</param>
internal sealed record Correction(CorrectionKind Kind, string Occurrence, string Text, string Words)
{
    /// <summary>It was told, and goes on all the same: it is ended, and its task counts as failed.</summary>
    public bool Ends { get; init; }

    /// <summary>Worth a turn of its own; anything else comes along with the next mail.</summary>
    public bool Wakes => Kind is CorrectionKind.Loop or CorrectionKind.Stall;
}

/// <summary>Kinds of corrections.</summary>
internal enum CorrectionKind
{
    /// <summary>The same call again and again.</summary>
    Loop,

    /// <summary>Calls whose results are the same ones.</summary>
    Stall,

    /// <summary>Calls in a row that failed.</summary>
    Reflection,

    /// <summary>Several turns without a word on how far it came.</summary>
    Progress,
}
