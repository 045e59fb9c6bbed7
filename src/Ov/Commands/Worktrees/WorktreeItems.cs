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
    /// <summary>The agent's name, or the worktree's own.</summary>
    public string Name { get; init; } = "";

    /// <summary>Commits of the target that the branch lacks.</summary>
    public int Behind { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    public string? LastCommitSubject { get; init; }

    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Processes that work in it.</summary>
    public IReadOnlyList<string> Processes { get; init; } = [];

    /// <summary>Only with --size.</summary>
    public long? SizeBytes { get; init; }

    public IReadOnlyList<string> Sparse { get; init; } = [];

    public static WorktreeStatusItem Of(WorktreeFacts facts)
    {
        var (worktree, status, refusal) = (facts.Worktree, facts.Status, WorktreeVerdict.For(facts, force: false).Refusal);
        return new WorktreeStatusItem(
            worktree.Path, worktree.Branch, status?.Head ?? facts.Tip, facts.Agent?.Name, facts.Agent?.State, facts.Task?.Id, worktree.Id, facts.Target, facts.Missing,
            facts.Checkout?.LockReason is not null, status?.Staged ?? [], status?.Unstaged ?? [], status?.Untracked ?? [], status?.Conflicted ?? [], facts.Ahead,
            facts.Landed, refusal is null, refusal?.Message)
        {
            Name = facts.Name, Behind = facts.Behind, LastCommitAt = facts.LastCommit?.At, LastCommitSubject = facts.LastCommit?.Subject, Ports = facts.Ports,
            Processes = [.. facts.Users.Select(user => user.ToString())], SizeBytes = facts.SizeBytes, Sparse = worktree.Sparse,
        };
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

/// <summary>A worktree that was made for a person or script.</summary>
/// <param name="NewBranch">The branch was cut for it.</param>
internal sealed record WorktreeCreateAnswer(
    bool DryRun, string Id, string Name, string Path, string Branch, bool NewBranch, string? BaseBranch, string BaseCommit, string? TaskId, string? RunId,
    IReadOnlyList<string> Scope, IReadOnlyList<string> Sparse, IReadOnlyList<int> Ports, IReadOnlyList<SetupOutcome> Setup, IReadOnlyList<string> Warnings)
{
    public static WorktreeCreateAnswer Of(bool dryRun, MadeWorktree made)
    {
        var worktree = made.Worktree;
        return new WorktreeCreateAnswer(
            dryRun, worktree.Id, worktree.OwnName!, worktree.Path, worktree.Branch, made.IsNewBranch, worktree.BaseBranch, worktree.BaseCommit, worktree.TaskId, worktree.RunId,
            worktree.Scope, worktree.Sparse, made.Ports, made.Setup, made.Warnings);
    }
}

internal sealed record WorktreeOpenAnswer(string Name, string Path, string Branch);

/// <summary>What was kept of an agent's uncommitted work, newest first, and what was brought back of it; null with <c>--list</c>.</summary>
internal sealed record WorktreeRestoreAnswer(string Agent, int Count, IReadOnlyList<KeptWork> Snapshots, RestoredWork? Restored);

internal sealed record WorktreeVariable(string Name, string Value);

internal sealed record WorktreeEnvAnswer(string Name, string Path, IReadOnlyList<WorktreeVariable> Variables);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(WorktreeListAnswer))]
[JsonSerializable(typeof(WorktreeStatusAnswer))]
[JsonSerializable(typeof(WorktreeCleanAnswer))]
[JsonSerializable(typeof(WorktreeRemoveAnswer))]
[JsonSerializable(typeof(WorktreeCreateAnswer))]
[JsonSerializable(typeof(WorktreeOpenAnswer))]
[JsonSerializable(typeof(WorktreeEnvAnswer))]
[JsonSerializable(typeof(WorktreeRestoreAnswer))]
[JsonSerializable(typeof(CurrentWorktree))]
internal sealed partial class WorktreeJson : JsonSerializerContext;
