using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Dispatching;

/// <summary>What keeps the tick from starting a task, or a whole run's tasks.</summary>
[JsonConverter(typeof(SnakeEnum<DispatchReason>))]
public enum DispatchReason
{
    LoopOff,
    Stage,

    /// <summary>Not all that it needs is done.</summary>
    Deps,
    Gate,

    /// <summary>A critical escalation holds its area.</summary>
    EscalatedArea,

    /// <summary>A phase before its work is not done: its plan is missing.</summary>
    Phase,

    /// <summary>It took as many agents as a task may.</summary>
    Attempts,

    /// <summary>An earlier package is not done.</summary>
    Package,

    /// <summary>Somebody at work holds files of its scope.</summary>
    Overlap,

    /// <summary>A planner looks for more work, or the planner waits for work that came meanwhile.</summary>
    Planning,

    /// <summary>Planners found nothing, and the next one begins later.</summary>
    Backoff,

    /// <summary>As many proposals beside the goals were made as may be.</summary>
    EmergentCap,

    Cooldown,
    Capacity,

    /// <summary>As many as may start in one tick do.</summary>
    PerTick,
}
