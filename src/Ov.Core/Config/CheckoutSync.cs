namespace Ov.Core.Config;

/// <summary>What happens to a checkout that has the target of a landing (architecture, "Merging").</summary>
public enum CheckoutSync
{
    /// <summary>It is fast-forwarded; that is the landing.</summary>
    FastForward,

    /// <summary>It is left alone; the entry waits until asked for.</summary>
    Never,
}
