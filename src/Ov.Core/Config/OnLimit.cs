namespace Ov.Core.Config;

/// <summary>What becomes of agents whose account has nothing left to give.</summary>
public enum OnLimit
{
    /// <summary>Their turns go on by themselves once the limit has ended.</summary>
    Wait,

    /// <summary>They go on with another runtime.</summary>
    Fallback,

    /// <summary>The operator says.</summary>
    Ask,
}
