namespace Ov.Core.Tasks;

/// <summary>What somebody may want to do with a task.</summary>
public enum TaskVerb
{
    Add,
    Edit,
    WriteSpec,
    Claim,
    Release,

    /// <summary>Give it to another agent.</summary>
    Reassign,

    /// <summary>Say that one cannot go on by oneself.</summary>
    Block,

    /// <summary>Let another role go on with it.</summary>
    HandOver,
    Done,
    Cancel,

    /// <summary>Confirm that nothing of it will land.</summary>
    Close,

    /// <summary>A blocked or failed one.</summary>
    Reopen,

    /// <summary>One whose work has landed.</summary>
    ReopenClosed,
}
