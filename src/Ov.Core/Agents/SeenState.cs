using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>What an agent is seen to be: the recorded states, what holds it up, and unknown where the evidence does not decide.</summary>
[JsonConverter(typeof(SnakeEnum<SeenState>))]
public enum SeenState
{
    Booting,
    Working,
    Idle,
    Waiting,
    Stalled,
    Zombie,
    Stopped,
    Completed,
    Failed,
    Unknown,

    /// <summary>Its terminal asks for a permission or for trust, and only a person may answer.</summary>
    Prompt,

    /// <summary>Its account's limit is used up.</summary>
    Limited,

    /// <summary>Its conversation no longer fits the model; the next turn begins a new one.</summary>
    ContextFull,

    /// <summary>It ended, and a later incarnation of the name goes on.</summary>
    Replaced,
}
