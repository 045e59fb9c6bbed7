namespace Ov.Core.Agents;

/// <summary>What a host does next, decided from one look at the ledger.</summary>
public enum HostStep
{
    /// <summary>The incarnation ended: the host ends what is left of it and goes.</summary>
    Leave,

    /// <summary>Its task is finished and nobody waits for it.</summary>
    Complete,

    /// <summary>Its task was canceled under it.</summary>
    Stop,

    /// <summary>A person has its session in hand: no turn until that is over.</summary>
    Hold,

    Turn,

    Sleep,
}
