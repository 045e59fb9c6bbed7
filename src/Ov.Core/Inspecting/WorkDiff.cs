using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Inspecting;

/// <summary>What an agent has changed against its base: committed and not. Secrets are taken out, and what is long is cut, which is told.</summary>
/// <param name="WorktreePath">Null when it is gone: then only commits are left.</param>
/// <param name="Branch">Null for an agent without one.</param>
/// <param name="BaseBranch">The branch that its own began at.</param>
/// <param name="BaseCommit">What is compared with: where the two parted, or where its branch began once all of it has landed.</param>
/// <param name="Tip">The newest commit of its branch.</param>
/// <param name="Committed">The patch from base to tip.</param>
/// <param name="Uncommitted">The patch from tip to what lies in the worktree, new files included, ignored ones not.</param>
/// <param name="Cut">True when a patch or a list is longer than what is told.</param>
public sealed record WorkDiff(
    string AgentName, string AgentId, string? WorktreePath, string? Branch, string? BaseBranch, string? BaseCommit, string? Tip,
    IReadOnlyList<WorkCommit> Commits, IReadOnlyList<WorkFile> Files, string Committed, string Uncommitted, bool Cut);

/// <summary>One commit of it, oldest first.</summary>
public sealed record WorkCommit(string Commit, string Subject, DateTimeOffset CommittedAt);

/// <param name="Change">added, modified, deleted, renamed, or a letter of git's for rarer ones.</param>
/// <param name="From">The older path of a renamed file.</param>
public sealed record WorkFile(string Path, string Change, string? From, WorkPlace Place);

/// <summary>Where a change lies.</summary>
[JsonConverter(typeof(SnakeEnum<WorkPlace>))]
public enum WorkPlace
{
    Committed,
    Uncommitted,
    Untracked,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(WorkDiff))]
public sealed partial class WorkDiffJson : JsonSerializerContext;
