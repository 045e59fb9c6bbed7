namespace Ov.Core.Tasks;

/// <summary>What a caller is to one task.</summary>
[Flags]
public enum TaskParty
{
    None = 0,
    Operator = 1,

    /// <summary>Unidentified: works as the run's desk, decides nothing.</summary>
    Desk = 2,

    /// <summary>Any agent of the run.</summary>
    Agent = 4,

    /// <summary>The agent that holds it.</summary>
    Owner = 8,

    /// <summary>The lead that owns its parent task, or that added it.</summary>
    Lead = 16,
}
