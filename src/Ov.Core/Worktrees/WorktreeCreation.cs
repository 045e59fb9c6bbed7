using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Worktrees;

/// <summary>The intent of making a worktree: all that undoing it needs.</summary>
/// <param name="NewBranch">The branch goes too; commits beyond the base are kept first.</param>
public sealed record WorktreeCreation(string WorktreeId, string Name, string Path, string Branch, bool NewBranch, string BaseCommit)
{
    public const string Kind = "worktree-create";

    public string Write() => JsonSerializer.Serialize(this, WorktreeCreationJson.Default.WorktreeCreation);

    public static WorktreeCreation Read(string data) => JsonSerializer.Deserialize(data, WorktreeCreationJson.Default.WorktreeCreation)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorktreeCreation))]
internal sealed partial class WorktreeCreationJson : JsonSerializerContext;
