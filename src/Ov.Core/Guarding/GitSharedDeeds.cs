using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>What changes things that all worktrees share, and what writes files elsewhere.</summary>
internal static class GitSharedDeeds
{
    public static GitDeed Of(string subcommand, IReadOnlyList<ShellField> rest) => (subcommand, GitDeeds.Verb(rest)) switch
    {
        ("config", _) => Config(rest),
        ("remote", null or "show" or "get-url") => GitDeed.Reading,
        ("remote", "update") => GitDeed.Changing(),
        ("remote", _) => Shared("would change the remotes that all worktrees share"),
        ("lfs", "install" or "uninstall" or "track" or "untrack" or "migrate") => Shared("would change hooks or settings that all worktrees share"),
        ("lfs", "ls-files" or "status" or "env" or "logs" or "locks") => GitDeed.Reading,
        ("hook", _) or ("update-server-info", _) => GitDeed.Changing(),
        ("credential" or "credential-store" or "credential-cache", _) => Shared("handles the user's credentials"),
        ("submodule", null or "status" or "summary" or "foreach") => GitDeed.Reading,
        ("bisect", "log" or "view" or "visualize" or "terms") => GitDeed.Reading,
        ("bisect", "run") => GitDeed.Changing(),
        _ => GitDeed.Changing(),
    };

    /// <summary>Subcommands that may write a file named in the call.</summary>
    public static GitDeed OfOutput(string subcommand, IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, subcommand switch
        {
            "clone" => "b branch o origin depth reference template separate-git-dir c config j jobs u upload-pack filter shallow-since",
            "archive" => "o output format prefix remote exec add-file",
            "format-patch" => "o output-directory start-number subject-prefix v reroll-count suffix signature output base in-reply-to to cc",
            "init" => "b initial-branch template separate-git-dir object-format",
            "apply" => "p C directory exclude include whitespace build-fake-ancestor",
            "bugreport" or "diagnose" => "o output-directory s suffix mode",
            _ => "output n max-count since until author grep format S G L U O",
        });
        var output = subcommand is "log" or "diff" or "show" or "archive" or "bugreport" or "diagnose" or "format-patch" or "fast-export" ? arguments.Value("output", subcommand is "archive" or "format-patch" ? "o" : "output", "output-directory") : null;
        return subcommand switch
        {
            "clone" => new GitDeed(null, "") { Writes = [Folder(arguments.Operands.Count > 1 ? arguments.Operands[1] : ShellField.Of("./clone"))] },
            "init" => new GitDeed(null, "") { Writes = [Folder(arguments.Operands.Count > 0 ? arguments.Operands[0] : ShellField.Of("./"))] },
            "apply" when arguments.Has("check", "stat", "numstat", "summary") && !arguments.Has("apply") => GitDeed.Reading,
            "apply" => GitDeed.Changing(),
            "bundle" => GitDeeds.Verb(rest) == "create" && arguments.Operands.Count > 1 ? new GitDeed(null, "") { Writes = [new GuardWrite(arguments.Operands[1])] } : GitDeed.Reading,
            "format-patch" when !arguments.Has("stdout") => new GitDeed(null, "") { Writes = [new GuardWrite(output is null ? ShellField.Of("./0001.patch") : KnownWriters.Below(output))] },
            _ => output is null ? GitDeed.Reading : new GitDeed(null, "") { Writes = [new GuardWrite(output)] },
        };
    }

    private static GitDeed Config(IReadOnlyList<ShellField> rest)
    {
        var arguments = ShellArguments.Of(rest, "f file blob type default comment value url");
        if (arguments.Has("get", "get-all", "get-regexp", "get-urlmatch", "get-color", "get-colorbool", "l", "list") || arguments.Operands is [{ IsExact: true, Text: "get" or "list" }, ..])
        {
            return GitDeed.Reading;
        }

        return arguments.Operands.Count == 1 && !arguments.Has("unset", "unset-all", "add", "replace-all", "rename-section", "remove-section", "e", "edit")
            && arguments.Operands[0].Text is not ("edit" or "unset") ? GitDeed.Reading : Shared("would change settings that all worktrees or the user share");
    }

    private static GuardWrite Folder(ShellField path) => new(path) { IsFolder = true };

    private static GitDeed Shared(string what) => new(GuardRules.NoGitInternals, what);
}
