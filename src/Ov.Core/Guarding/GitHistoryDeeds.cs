using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>What rewrites history, and what throws uncommitted work away.</summary>
internal static class GitHistoryDeeds
{
    public static GitDeed OfHistory(string subcommand, IReadOnlyList<ShellField> rest, GuardFacts facts) => subcommand switch
    {
        "rebase" => Rebase(rest, facts),
        "reflog" => GitDeeds.Verb(rest) is "expire" or "delete" or "drop" ? Rewrites("would forget commits that can still be brought back") : GitDeed.Reading,
        "gc" => ShellArguments.Of(rest).Has("prune", "aggressive") ? Rewrites("would remove commits that can still be brought back") : GitDeed.Changing(),
        "replace" => ShellArguments.Of(rest).Operands.Count == 0 || ShellArguments.Of(rest).Has("l", "list") ? GitDeed.Reading : Rewrites("would show other commits in place of the real ones"),
        "maintenance" => GitDeeds.Verb(rest) is "run" ? GitDeed.Changing() : new GitDeed(GuardRules.NoGitInternals, "would change settings of this user or all worktrees"),
        "prune" when ShellArguments.Of(rest).Has("n", "dry-run") => GitDeed.Reading,
        _ => Rewrites("would rewrite history or remove commits that can still be brought back"),
    };

    public static GitDeed OfWork(string subcommand, IReadOnlyList<ShellField> rest) => subcommand switch
    {
        "reset" => ShellArguments.Of(rest).Has("hard", "merge") ? Loses("would throw away uncommitted changes") : GitDeed.Changing(),
        "clean" => ShellArguments.Of(rest, "e exclude").Has("n", "dry-run") ? GitDeed.Reading : Loses("would remove files that no commit holds"),
        "restore" => Restore(rest),
        "stash" => Stash(rest),
        "read-tree" => ShellArguments.Of(rest, "prefix index-output").Has("u", "reset", "m") ? Loses("would replace files of the worktree") : GitDeed.Changing(),
        _ => Remove(rest),
    };

    private static GitDeed Rebase(IReadOnlyList<ShellField> rest, GuardFacts facts)
    {
        var arguments = ShellArguments.Of(rest, "x exec onto s strategy X strategy-option C whitespace");
        var other = arguments.Operands.Skip(1).FirstOrDefault();
        return arguments.Has("root") ? Rewrites("--root would rewrite everything since the first commit")
            : other is not null && !(other.IsExact && (other.Text == facts.Branch || other.Text == "HEAD")) ? Rewrites("would rewrite another branch than the agent's own") : GitDeed.Changing();
    }

    private static GitDeed Restore(IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "s source conflict pathspec-from-file");
        var onlyIndex = arguments.Has("S", "staged") && !arguments.Has("W", "worktree");
        return !onlyIndex && arguments.Operands.Any(GitBranchDeeds.IsEverything) ? Loses("would throw away every uncommitted change") : GitDeed.Changing();
    }

    private static GitDeed Stash(IReadOnlyList<ShellField> rest) => GitDeeds.Verb(rest) switch
    {
        "list" or "show" => GitDeed.Reading,
        "drop" or "clear" or "pop" => Loses($"{GitDeeds.Verb(rest)} would remove a stash, which all worktrees share"),
        _ => GitDeed.Changing(),
    };

    private static GitDeed Remove(IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "pathspec-from-file");
        return arguments.Has("n", "dry-run") ? GitDeed.Reading
            : arguments.Has("cached") ? GitDeed.Changing()
            : arguments.Operands.Any(GitBranchDeeds.IsEverything) ? Loses("would remove every file")
            : GitDeed.Changing([.. arguments.Operands.Select(word => new GuardWrite(word) { Sweeps = arguments.Has("r") })]);
    }

    private static GitDeed Rewrites(string what) => new(GuardRules.NoRewrite, what);

    private static GitDeed Loses(string what) => GitBranchDeeds.Loses(what);
}
