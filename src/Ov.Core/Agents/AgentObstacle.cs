using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>What holds an agent up without any fault of its own. Written by whoever sees it, gone with the next turn.</summary>
/// <param name="Text">One clause for people.</param>
/// <param name="Until">When it ends by itself; null when that is not known, or somebody has to do something.</param>
public sealed record AgentObstacle(ObstacleKind Kind, string Text, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>No turn begins before it has ended: the account has nothing left to give.</summary>
    public bool Pauses(DateTimeOffset now) => Kind == ObstacleKind.Limited && (Until is not { } end || now < end);
}

/// <summary>Kinds of obstacles.</summary>
[JsonConverter(typeof(SnakeEnum<ObstacleKind>))]
public enum ObstacleKind
{
    /// <summary>It asked something and has no answer.</summary>
    Answer,

    /// <summary>Its terminal shows a question of permission or trust. Weak evidence: only the screen says so.</summary>
    Prompt,

    /// <summary>The account's limit is used up.</summary>
    Limited,

    /// <summary>A run's or the day's budget is used up.</summary>
    Budget,

    /// <summary>The conversation no longer fits the model.</summary>
    ContextFull,
}
