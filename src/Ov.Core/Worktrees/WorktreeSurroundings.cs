using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>What a plain checkout lacks although the project counts on it: submodules, and hooks at a configured place.</summary>
public static class WorktreeSurroundings
{
    /// <summary>Fills submodules from what lies on this machine and names what is missing; never a reason not to start.</summary>
    public static IReadOnlyList<string> Complete(GitProgram git, string commonDir, string worktree)
    {
        var warnings = new List<string>();
        if (File.Exists(Path.Combine(worktree, ".gitmodules")) && Submodules(git, worktree) is { } failure)
        {
            warnings.Add($"Submodules could not be filled without the network: {failure}");
        }

        if (MissingHooks(git, commonDir, worktree) is { } hooks)
        {
            warnings.Add($"core.hooksPath names {hooks}, which the new worktree does not have: no git hook runs there. A setup command can make it.");
        }

        return warnings;
    }

    private static string? Submodules(GitProgram git, string worktree)
    {
        string[] localOnly = ["-c", "protocol.allow=never", "-c", "protocol.file.allow=always"];
        var result = git.Run(GitCall.Change(worktree, [.. localOnly, "submodule", "update", "--init", "--recursive", "--quiet"]) with { TimeLimit = TimeSpan.FromMinutes(5) });
        return result.ExitCode == 0 ? null : GitProgram.LastWords(result.Stderr);
    }

    /// <summary>Asks git only when the repository's own configuration speaks of hooks at all.</summary>
    private static string? MissingHooks(GitProgram git, string commonDir, string worktree)
    {
        var config = Path.Combine(commonDir, "config");
        if (!File.Exists(config) || !File.ReadAllText(config).Contains("hooksPath", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var result = git.Run(GitCall.Read(worktree, "config", "--type=path", "--get", "core.hooksPath"));
        var path = result.ExitCode == 0 ? result.Stdout.TrimEnd('\n') : "";
        return path.Length > 0 && !Directory.Exists(Path.GetFullPath(path, worktree)) ? path : null;
    }
}
