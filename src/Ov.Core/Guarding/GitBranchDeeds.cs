using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>What moves branches, or another branch into a checkout.</summary>
internal static class GitBranchDeeds
{
    public static GitDeed Of(string subcommand, IReadOnlyList<ShellField> rest, GuardFacts facts) => subcommand switch
    {
        "checkout" => Checkout(rest, facts),
        "switch" => Switch(rest, facts),
        "branch" => Branch(rest),
        "tag" => Tag(rest),
        "update-ref" => new GitDeed(GuardRules.NoTarget, "would move a ref"),
        "symbolic-ref" => ShellArguments.Of(rest, "m") is { } reference && (reference.Operands.Count > 1 || reference.Has("d", "delete"))
            ? new GitDeed(GuardRules.NoTarget, "would point HEAD or a ref elsewhere") : GitDeed.Reading,
        "worktree" => Worktree(rest),
        _ => Fetch(subcommand, rest),
    };

    private static GitDeed Checkout(IReadOnlyList<ShellField> rest, GuardFacts facts)
    {
        var arguments = ShellArguments.Of(rest, "b B orphan conflict pathspec-from-file");
        if (arguments.Has("f", "force"))
        {
            return Loses("--force would throw away uncommitted changes");
        }

        if (arguments.Has("b", "B", "orphan", "d", "detach", "t", "track"))
        {
            return Leaves();
        }

        var at = rest.ToList().FindIndex(word => word is { IsExact: true, Text: "--" });
        var paths = at >= 0 ? [.. rest.Skip(at + 1)] : arguments.Operands.Count > 1 ? arguments.Operands[1..] : [];
        if (paths.Count > 0 || arguments.Has("p", "patch", "ours", "theirs", "pathspec-from-file"))
        {
            return Restores(paths);
        }

        return arguments.Operands switch
        {
            [] when at < 0 => GitDeed.Reading,
            [{ IsExact: true } only] when only.Text == facts.Branch => GitDeed.Changing(),
            [{ IsKnown: true } only] when IsEverything(only) => Loses("would throw away every uncommitted change"),
            // Without '--' it may be a branch as well as a file.
            [{ IsExact: true } only] when only.Text.StartsWith("./", StringComparison.Ordinal) || only.Text.StartsWith(":(", StringComparison.Ordinal) => Restores(arguments.Operands),
            _ => new GitDeed(GuardRules.NoTarget, "would leave the agent's own branch (of a file, say 'git checkout -- <file>')"),
        };
    }

    private static GitDeed Switch(IReadOnlyList<ShellField> rest, GuardFacts facts)
    {
        var arguments = ShellArguments.Of(rest, "c C create force-create orphan conflict");
        return arguments.Has("f", "force", "discard-changes") ? Loses("would throw away uncommitted changes")
            : arguments.Operands is [{ IsExact: true } only] && only.Text == facts.Branch && arguments.Options.Count == 0 ? GitDeed.Changing() : Leaves();
    }

    private static GitDeed Branch(IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "u set-upstream-to contains no-contains merged no-merged points-at sort format color column abbrev");
        if (arguments.Has("D", "d", "delete", "m", "M", "move", "f", "force", "c", "C", "copy"))
        {
            return new GitDeed(GuardRules.NoTarget, "would move, rename or remove a branch");
        }

        if (arguments.Has("u", "set-upstream-to", "unset-upstream", "edit-description"))
        {
            return new GitDeed(GuardRules.NoGitInternals, "would change settings that all worktrees share");
        }

        var lists = arguments.Has("l", "list", "a", "all", "r", "remotes", "v", "vv", "show-current", "contains", "no-contains", "merged", "no-merged", "points-at");
        return arguments.Operands.Count == 0 || lists ? GitDeed.Reading : GitDeed.Changing();
    }

    private static GitDeed Tag(IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "m message F file u local-user contains no-contains points-at merged no-merged sort format n cleanup");
        return arguments.Has("d", "delete", "f", "force") ? new GitDeed(GuardRules.NoTarget, "would move or remove a tag")
            : arguments.Operands.Count == 0 || arguments.Has("l", "list", "v", "verify", "contains", "no-contains", "points-at", "merged", "no-merged") ? GitDeed.Reading : GitDeed.Changing();
    }

    private static GitDeed Worktree(IReadOnlyList<ShellField> rest) => GitDeeds.Verb(rest) switch
    {
        "list" => GitDeed.Reading,
        "add" => new GitDeed(GuardRules.NoTarget, "add would make a checkout that ov does not know"),
        "remove" or "prune" => Loses("would remove a worktree"),
        "move" or "repair" or "lock" or "unlock" => new GitDeed(GuardRules.NoGuardTampering, "would change a worktree that ov keeps"),
        _ => GitDeed.Reading,
    };

    private static GitDeed Fetch(string subcommand, IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "depth deepen shallow-since shallow-exclude refmap negotiation-tip j jobs o server-option upload-pack recurse-submodules X s strategy strategy-option S");
        return arguments.Operands.Skip(1).Any(word => word.Text.Contains(':', StringComparison.Ordinal)) || arguments.Has("u", "update-head-ok")
            ? new GitDeed(GuardRules.NoTarget, "would move a branch of this repository")
            : arguments.Has("set-upstream") ? new GitDeed(GuardRules.NoGitInternals, "would change settings that all worktrees share")
            : subcommand == "fetch" ? GitDeed.Reading : GitDeed.Changing();
    }

    private static GitDeed Restores(IReadOnlyList<ShellField> paths) =>
        paths.Any(IsEverything) ? Loses("would throw away every uncommitted change") : GitDeed.Changing();

    /// <summary>A path that stands for the whole checkout.</summary>
    internal static bool IsEverything(ShellField path) => path.Text is "." or "./" or ":/" or ":/." or ":" or ":(top)" or "*" or "**" or "./*" or ":/*" or ".." or "../";

    internal static GitDeed Loses(string what) => new(GuardRules.NoLostWork, what);

    private static GitDeed Leaves() => new(GuardRules.NoTarget, "would leave the agent's own branch");
}
