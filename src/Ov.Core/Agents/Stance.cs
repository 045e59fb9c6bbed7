using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>What a role does to files; the guard's rules follow from it.</summary>
[JsonConverter(typeof(SnakeEnum<Stance>))]
public enum Stance
{
    /// <summary>Hands out work and reads; runs nothing but ov, git's reading commands and programs that read.</summary>
    Coordinates,

    /// <summary>Reads and runs checks; changes no file of the project.</summary>
    Reads,

    /// <summary>Changes files of its own worktree.</summary>
    Writes,
}
