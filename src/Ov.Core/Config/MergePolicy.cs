namespace Ov.Core.Config;

/// <summary>Whether the tick lands queued entries by itself.</summary>
public enum MergePolicy
{
    /// <summary>Only a command lands an entry.</summary>
    Manual,

    /// <summary>The tick lands entries that are authorised and ready.</summary>
    Ready,
}
