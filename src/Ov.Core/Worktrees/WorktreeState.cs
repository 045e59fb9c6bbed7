using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Worktrees;

/// <summary>States of a worktree that ov made.</summary>
[JsonConverter(typeof(SnakeEnum<WorktreeState>))]
public enum WorktreeState
{
    /// <summary>Being checked out and set up; its agent has not started.</summary>
    Preparing,
    Ready,
    Removing,
    Removed,
}
