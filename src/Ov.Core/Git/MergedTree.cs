namespace Ov.Core.Git;

/// <summary>A merge built without any checkout.</summary>
/// <param name="Tree">With conflicts it holds files with conflict markers and must never land.</param>
/// <param name="Stages">The versions of each conflicted path; empty when the merge is clean.</param>
/// <param name="Messages">Git's own words about each conflict and automatic resolution.</param>
public sealed record MergedTree(string Tree, bool IsClean, IReadOnlyList<ConflictStage> Stages, IReadOnlyList<MergeMessage> Messages)
{
    /// <summary>The conflicted paths, each once.</summary>
    public IReadOnlyList<string> Conflicts => [.. Stages.Select(stage => stage.Path).Distinct()];
}
