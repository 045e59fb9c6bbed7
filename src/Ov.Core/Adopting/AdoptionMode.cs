namespace Ov.Core.Adopting;

/// <summary>What <c>init</c> does about state that Overstory left.</summary>
public enum AdoptionMode
{
    /// <summary>Imports it, unless Overstory still works on it.</summary>
    Quiet,

    /// <summary>Imports it even while Overstory works.</summary>
    Running,

    /// <summary>Leaves it alone.</summary>
    None,
}
