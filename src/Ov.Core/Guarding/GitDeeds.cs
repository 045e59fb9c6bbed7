using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Reads a subcommand of git with its words.</summary>
internal static class GitDeeds
{
    private static readonly HashSet<string> Reading =
    [
        "status", "log", "diff", "show", "blame", "annotate", "grep", "ls-files", "ls-tree", "ls-remote", "cat-file", "rev-parse", "rev-list", "describe", "shortlog", "merge-base", "name-rev", "for-each-ref",
        "show-ref", "show-branch", "show-index", "var", "version", "help", "whatchanged", "range-diff", "diff-tree", "diff-index", "diff-files", "check-ignore", "check-attr", "check-mailmap", "check-ref-format", "count-objects",
        "fsck", "cherry", "verify-commit", "verify-tag", "verify-pack", "get-tar-commit-id", "merge-tree", "column", "interpret-trailers", "stripspace", "request-pull", "patch-id", "fmt-merge-msg",
        "unpack-file", "mailinfo", "merge-file", "difftool", "gitk", "last-modified", "diff-pairs", "backfill",
    ];

    private static readonly HashSet<string> Changing =
    [
        "add", "commit", "merge", "cherry-pick", "revert", "am", "mergetool", "pull", "fetch", "sparse-checkout", "submodule", "update-index", "stage", "write-tree", "commit-tree", "hash-object", "mktree", "mktag",
        "notes", "rerere", "lfs", "subtree", "init", "annex", "merge-index", "merge-one-file", "pack-refs", "pack-objects", "index-pack", "commit-graph", "multi-pack-index", "repack", "read-tree", "checkout-index", "citool", "gui",
    ];

    public static GitDeed Of(string subcommand, IReadOnlyList<ShellField> rest, GuardFacts facts) => subcommand switch
    {
        "push" or "send-pack" or "http-push" or "send-email" or "imap-send" => new GitDeed(GuardRules.NoPush, "would send commits away from this machine"),
        "subtree" or "lfs" when Verb(rest) == "push" => new GitDeed(GuardRules.NoPush, $"{Verb(rest)} would send commits away from this machine"),
        "svn" or "p4" when Verb(rest) is "dcommit" or "submit" or "commit-diff" => new GitDeed(GuardRules.NoPush, $"{Verb(rest)} would send commits away from this machine"),
        "checkout" or "switch" or "branch" or "update-ref" or "symbolic-ref" or "worktree" or "tag" or "fetch" or "pull" => GitBranchDeeds.Of(subcommand, rest, facts),
        "filter-branch" or "filter-repo" or "fast-import" or "replace" or "prune" or "prune-packed" or "gc" or "reflog" or "rebase" or "maintenance" or "history" => GitHistoryDeeds.OfHistory(subcommand, rest, facts),
        "reset" or "clean" or "restore" or "stash" or "read-tree" or "rm" => GitHistoryDeeds.OfWork(subcommand, rest),
        "config" or "remote" or "lfs" or "hook" or "credential" or "credential-store" or "credential-cache" or "update-server-info" or "submodule" or "bisect" => GitSharedDeeds.Of(subcommand, rest),
        "mv" => GitDeed.Changing([.. ShellArguments.Of(rest).Operands.Select(word => new GuardWrite(word))]),
        "clone" or "init" or "archive" or "format-patch" or "bundle" or "apply" or "diff" or "log" or "show" or "fast-export" or "bugreport" or "diagnose" => GitSharedDeeds.OfOutput(subcommand, rest),
        _ when Reading.Contains(subcommand) => GitDeed.Reading,
        _ when Changing.Contains(subcommand) => GitDeed.Changing(),
        _ => new GitDeed(null, "") { IsUnknown = true },
    };

    /// <summary>The first operand.</summary>
    internal static string? Verb(IReadOnlyList<ShellField> rest) => rest.FirstOrDefault(word => !word.Text.StartsWith('-')) is { IsExact: true } verb ? verb.Text : null;
}
