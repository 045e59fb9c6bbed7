using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Gates;

/// <summary>What is decided at a gate.</summary>
[JsonConverter(typeof(SnakeEnum<GateKind>))]
public enum GateKind
{
    /// <summary>Whether a plan is carried out.</summary>
    Plan,

    /// <summary>Whether something that was claimed is so: somebody looks.</summary>
    Confirm,

    /// <summary>Whether finished and reviewed work lands.</summary>
    Commit,

    /// <summary>Whether the run's result is what was wanted.</summary>
    Feedback,

    /// <summary>Whether the run may end.</summary>
    Approval,

    /// <summary>What becomes of a task whose checks keep failing.</summary>
    BreakerVerify,

    /// <summary>What becomes of a task whose reviews keep finding something.</summary>
    BreakerReview,

    /// <summary>What becomes of a run whose plans keep falling short.</summary>
    BreakerReplan,

    /// <summary>What becomes of tasks that want the same files.</summary>
    Scope,

    /// <summary>What becomes of a conflict that no rule resolves.</summary>
    Merge,

    /// <summary>An answer without which work is not safe.</summary>
    Escalation,

    /// <summary>Whether something that cannot be taken back is done.</summary>
    Destructive,
}

/// <summary>States of a gate (contract, "State transitions").</summary>
[JsonConverter(typeof(SnakeEnum<GateState>))]
public enum GateState
{
    Pending,
    Decided,
    Expired,
}

/// <summary>What may be answered at gates; which of them at which kind says <see cref="GateRules"/>.</summary>
[JsonConverter(typeof(SnakeEnum<GateAnswer>))]
public enum GateAnswer
{
    Approve,
    Reject,
    Skip,
    Accept,
    Abort,
    Guidance,
    Done,
    Changes,
    Confirmed,
    Refuted,
    Serialize,
    Rescope,
    Retry,
    Assign,
    Reply,
}

/// <summary>What a gate keeps from going on.</summary>
[Flags]
[JsonConverter(typeof(SnakeEnum<GatePoint>))]
public enum GatePoint
{
    None = 0,

    /// <summary>No agent that writes starts on the task, or on any task of the run.</summary>
    Start = 1,

    /// <summary>Nothing of the task, or of the run, lands.</summary>
    Landing = 2,

    /// <summary>The run is not completed.</summary>
    Completion = 4,
}

/// <summary>Who answers, as far as a gate asks.</summary>
public enum GateParty
{
    /// <summary>An agent that neither opened the gate nor owns its task, of a role that only reads.</summary>
    Witness,
    Operator,
    Other,
}
