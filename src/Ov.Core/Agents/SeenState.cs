using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>What an agent is seen to be: the recorded states, and unknown where the evidence does not decide.</summary>
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
}
