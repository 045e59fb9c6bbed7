using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Config;

/// <summary>What the remote gets that a target follows.</summary>
[JsonConverter(typeof(SnakeEnum<PublishMode>))]
public enum PublishMode
{
    Never,

    /// <summary>The branch that is ready, and a request to take it, instead of a landing here.</summary>
    Pr,

    /// <summary>The target, after each landing.</summary>
    Always,
}
