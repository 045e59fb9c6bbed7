using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Config;

/// <summary>What a landing adds to the target.</summary>
[JsonConverter(typeof(SnakeEnum<MergeStrategy>))]
public enum MergeStrategy
{
    /// <summary>A merge commit: the branch's own commits stay in the history.</summary>
    Merge,

    /// <summary>One commit with all that the branch changes.</summary>
    Squash,

    /// <summary>The branch's commits one by one, each on top of the one before.</summary>
    Rebase,
}
