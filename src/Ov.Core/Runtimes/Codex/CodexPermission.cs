using Ov.Core.Git;

namespace Ov.Core.Runtimes.Codex;

/// <summary>
/// A permission profile of our own, which goes before whatever sandbox the user's configuration names. A writer gets its worktree and
/// those parts of the shared git folder that a commit needs, but not the repository's settings and git hooks; everyone gets the ledger.
/// </summary>
internal static class CodexPermission
{
    private static readonly string[] CommitNeeds = ["objects", "refs", "logs"];

    public static IReadOnlyList<string> Arguments(TurnContext turn) => turn.Access == AccessMode.Full
        ? ["--dangerously-bypass-approvals-and-sandbox"]
        : ["-c", "approval_policy=\"never\"", "-c", "default_permissions=\"ov\"", "-c", $"permissions.ov.filesystem={Toml.Table(Files(turn))}"];

    public static string Words(AccessMode access) => access switch
    {
        AccessMode.Full => "Codex's sandbox and approvals are off: commands run with your rights. ov guard still judges each call.",
        AccessMode.Workspace => "Codex's sandbox, never asking: reads everything; writes only in the worktree, the ledger, temporary folders and what a commit needs of the git folder; no network. "
            + "ov guard judges each call. Agents of its own it can start only by MCP, because the sandbox ends what a command leaves behind.",
        _ => "Codex's sandbox, never asking: reads everything; writes only in the ledger and temporary folders; no network. ov guard judges each call.",
    };

    /// <summary>What is named closer to a file counts: the project stays as it is even below a temporary folder.</summary>
    private static Dictionary<string, string> Files(TurnContext turn)
    {
        var files = new Dictionary<string, string> { [":root"] = "read", [":tmpdir"] = "write", [":slash_tmp"] = "write", [turn.ProjectRoot] = "read", [turn.Worktree] = "read" };
        if (turn.CommonDir.Length > 0)
        {
            files[turn.CommonDir] = "read";
        }

        foreach (var folder in Writable(turn))
        {
            files[folder] = "write";
        }

        return files;
    }

    private static IEnumerable<string> Writable(TurnContext turn)
    {
        var repository = RepositoryLocator.Find(turn.Worktree);
        var common = turn.CommonDir.Length > 0 ? turn.CommonDir : repository?.CommonDir ?? "";
        if (turn.Access == AccessMode.Workspace)
        {
            yield return turn.Worktree;
            foreach (var part in CommitNeeds.Select(part => Path.Combine(common, part)).Where(Directory.Exists))
            {
                yield return part;
            }

            if (repository is not null && repository.GitDir != repository.CommonDir)
            {
                yield return repository.GitDir;
            }
        }

        if (common.Length > 0)
        {
            yield return Path.Combine(common, "overstory");
        }
    }
}
