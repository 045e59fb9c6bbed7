using System.Text.Json.Serialization;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

internal sealed record WorktreeListAnswer(IReadOnlyList<WorktreeItem> Worktrees)
{
    public int Count => Worktrees.Count;
}

/// <summary>A worktree looked at closely.</summary>
/// <param name="Removable">Whether 'ov worktree remove' would take it without force.</param>
/// <param name="Reason">Why not.</param>
internal sealed record WorktreeStatusItem(
    string Path, string Branch, string? Head, string? AgentName, AgentState? State, string? TaskId, string Id, string Target, bool Missing, bool Locked,
    IReadOnlyList<string> Staged, IReadOnlyList<string> Unstaged, IReadOnlyList<string> Untracked, IReadOnlyList<string> Conflicted, int Ahead, bool Landed,
    bool Removable, string? Reason)
{
    public static WorktreeStatusItem Of(WorktreeFacts facts)
    {
        var (worktree, status, refusal) = (facts.Worktree, facts.Status, WorktreeVerdict.For(facts, force: false).Refusal);
        return new WorktreeStatusItem(
            worktree.Path, worktree.Branch, status?.Head ?? facts.Tip, facts.Agent?.Name, facts.Agent?.State, facts.Task?.Id, worktree.Id, facts.Target, facts.Missing,
            facts.Checkout?.LockReason is not null, status?.Staged ?? [], status?.Unstaged ?? [], status?.Untracked ?? [], status?.Conflicted ?? [], facts.Ahead,
            facts.Landed, refusal is null, refusal?.Message);
    }
}

internal sealed record WorktreeStatusAnswer(IReadOnlyList<WorktreeStatusItem> Worktrees)
{
    public int Count => Worktrees.Count;
}

/// <summary>What became of one worktree, or would.</summary>
internal sealed record WorktreeResult(
    string Name, string Path, string Branch, bool Removed, bool BranchDeleted, IReadOnlyList<string> Backups, string? UndoHint, string? ErrorMessage, string? Code, string? Hint)
{
    public static WorktreeResult Of(CleanedWorktree cleaned) => new(
        cleaned.Facts.Name, cleaned.Facts.Worktree.Path, cleaned.Facts.Worktree.Branch, cleaned.Removal is not null, cleaned.Removal?.BranchDeleted ?? false,
        cleaned.Removal?.Backups ?? [], cleaned.Removal?.UndoHint, cleaned.Verdict.Refusal?.Message, cleaned.Verdict.Refusal?.Code.Name, cleaned.Verdict.Refusal?.Hint);

    public static WorktreeResult Refused(string name, OvException refusal) => new(name, "", "", false, false, [], null, refusal.Message, refusal.Code.Name, refusal.Hint);
}

/// <summary>A clean-up, with Overstory's lists of branches and ours of results.</summary>
/// <param name="Cleaned">Branches whose worktree went, or would in a dry run.</param>
/// <param name="Skipped">Branches whose worktree stayed by rule.</param>
/// <param name="Pruned">Rows of worktrees whose folder had gone before.</param>
internal sealed record WorktreeCleanAnswer(
    bool DryRun, IReadOnlyList<string> Cleaned, IReadOnlyList<string> Failed, IReadOnlyList<string> Skipped, IReadOnlyList<string> BlockedByChildren, int Pruned,
    int MailPurged, IReadOnlyList<WorktreeResult> Results)
{
    public static WorktreeCleanAnswer Of(bool dryRun, IReadOnlyList<CleanedWorktree> all) => new(
        dryRun,
        Branches(all.Where(c => c.Verdict.Refusal is null)),
        Branches(all.Where(c => c.Failed)),
        Branches(all.Where(c => c is { Failed: false, Verdict: { Refusal: not null, ByChildren: false } })),
        Branches(all.Where(c => c.Verdict.ByChildren)),
        all.Count(c => c.Facts.Missing && c.Verdict.Refusal is null),
        0,
        [.. all.Select(WorktreeResult.Of)]);

    private static IReadOnlyList<string> Branches(IEnumerable<CleanedWorktree> some) => [.. some.Select(c => c.Facts.Worktree.Branch)];
}

internal sealed record WorktreeRemoveAnswer(bool DryRun, IReadOnlyList<WorktreeResult> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(WorktreeListAnswer))]
[JsonSerializable(typeof(WorktreeStatusAnswer))]
[JsonSerializable(typeof(WorktreeCleanAnswer))]
[JsonSerializable(typeof(WorktreeRemoveAnswer))]
internal sealed partial class WorktreeJson : JsonSerializerContext;
