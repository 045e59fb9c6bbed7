namespace Ov.Core.Watching;

/// <summary>What a program may say about a stalled agent.</summary>
internal enum StallVerdict
{
    /// <summary>Nudge it once more.</summary>
    Retry,

    /// <summary>End it; its task counts as failed, and its work is kept.</summary>
    Terminate,

    /// <summary>Leave it alone for a while.</summary>
    Extend,
}
