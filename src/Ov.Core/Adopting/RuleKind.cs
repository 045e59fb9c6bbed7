namespace Ov.Core.Adopting;

/// <summary>How a command line of Overstory's world is served.</summary>
public enum RuleKind
{
    /// <summary>Taken as it is.</summary>
    Same,

    /// <summary>Said in ov's words where a role definition reaches an agent.</summary>
    Rewritten,

    /// <summary>Nothing has to be done: a harmless look takes its place.</summary>
    Needless,

    /// <summary>ov has nothing for it yet; the line stays as it is and <c>ov init</c> names it.</summary>
    Unserved,
}
