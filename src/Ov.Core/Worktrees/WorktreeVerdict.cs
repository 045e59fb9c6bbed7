using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>Whether a worktree may go. Force overrides what a backup can make good, and nothing else.</summary>
/// <param name="Refusal">Null when it may.</param>
/// <param name="ByChildren">Kept because live agents still work for its agent.</param>
public sealed record WorktreeVerdict(OvException? Refusal, bool ByChildren = false)
{
    public static WorktreeVerdict For(WorktreeFacts facts, bool force) => facts switch
    {
        { Runs: { } why } => No(ErrorCode.State, $"{facts.Name}'s worktree is in use: {why}.", $"Stop it first: ov stop {facts.Name}"),
        { Worktree.OwnName: not null, Users: { Count: > 0 } users } => No(
            ErrorCode.State, $"Programs still work in {facts.Name}'s worktree: {string.Join(", ", users.Take(5))}.", "End them or leave that folder first."),
        { Children: { Count: > 0 } children } => new WorktreeVerdict(
            Error(ErrorCode.State, $"Agents of {facts.Name} are still alive: {string.Join(", ", children)}.", $"Stop them first: ov stop {children[0]}"), ByChildren: true),
        { Status.DirtySubmodules: { Count: > 0 } nested } => No(
            ErrorCode.Dirty, $"{facts.Name}'s worktree has uncommitted work in submodules, which no backup can hold: {Names(nested)}.", "Commit and push it there first.", nested),
        { Checkout.LockReason: { } reason } when !force => No(
            ErrorCode.Protected, $"{facts.Name}'s worktree is locked{(reason.Length > 0 ? $": {reason}" : "")}.", $"git worktree unlock {facts.Worktree.Path}"),
        { Status: { IsDirty: true } status } when !force => No(
            ErrorCode.Dirty, $"{facts.Name}'s worktree has uncommitted changes: {Names(status.AllPaths)}.", "Commit them, or keep them aside with --force (operator).", status.AllPaths),
        { LooseHead: { } head } when !force => No(
            ErrorCode.Unlanded, $"{facts.Name}'s worktree has commit {head[..12]} checked out, which no branch holds.", "Put a branch on it, or keep it aside with --force (operator)."),
        { Landed: false, Missing: false } when !force => No(
            ErrorCode.Unlanded, $"{facts.Worktree.Branch} has {Commits(facts.Ahead)} that {(facts.Target.Length > 0 ? facts.Target : "no target")} lacks.",
            "Land it with 'ov merge --branch', or keep it aside with --force (operator)."),
        _ => new WorktreeVerdict((OvException?)null),
    };

    private static WorktreeVerdict No(ErrorCode code, string sentence, string hint, IReadOnlyList<string>? files = null) => new(Error(code, sentence, hint, files));

    private static OvException Error(ErrorCode code, string sentence, string hint, IReadOnlyList<string>? files = null) => new(code, sentence, hint)
    {
        Lists = files is null ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { ["files"] = files },
    };

    private static string Names(IReadOnlyList<string> files) => string.Join(", ", files.Take(5)) + (files.Count > 5 ? $" and {files.Count - 5} more" : "");

    private static string Commits(int count) => count == 1 ? "a commit" : $"{count} commits";
}
