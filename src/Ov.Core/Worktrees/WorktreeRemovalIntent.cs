using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Worktrees;

/// <summary>What a repair has to know about a worktree that was being removed.</summary>
/// <param name="Tip">The branch's commit when this was decided; null when the branch was gone.</param>
/// <param name="DeleteBranch">The branch goes too: its work landed or is backed up.</param>
/// <param name="Backups">The refs that keep what was there.</param>
/// <param name="Removing">True once everything is kept: from here on the removal is finished, not taken back.</param>
public sealed record WorktreeRemovalIntent(string WorktreeId, string Name, string Path, string Branch, string? Tip, bool DeleteBranch, IReadOnlyList<string> Backups, bool Removing)
{
    public const string Kind = "worktree-remove";

    public string Write() => JsonSerializer.Serialize(this, WorktreeRemovalJson.Default.WorktreeRemovalIntent);

    public static WorktreeRemovalIntent Read(string data) => JsonSerializer.Deserialize(data, WorktreeRemovalJson.Default.WorktreeRemovalIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorktreeRemovalIntent))]
internal sealed partial class WorktreeRemovalJson : JsonSerializerContext;
