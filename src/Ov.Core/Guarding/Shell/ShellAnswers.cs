namespace Ov.Core.Guarding.Shell;

/// <summary>The output of the few commands inside <c>$(…)</c> that tell where something lies; everything else is unknown.</summary>
internal static class ShellAnswers
{
    public static string? Of(ShellNode script, ShellState state)
    {
        if (script is not ShellCommand { Assignments.Count: 0 } command || command.Redirects.Any(redirect => redirect.Operator != ">" || redirect.Target.Literal != "/dev/null"))
        {
            return null;
        }

        var words = new List<string>();
        foreach (var field in command.Words.SelectMany(state.Fields))
        {
            if (!field.IsExact)
            {
                return null;
            }

            words.Add(field.Text);
        }

        return words switch
        {
            ["pwd"] or ["pwd", "-P"] => state.Folders is [var only] ? only : null,
            ["mktemp"] or ["mktemp", "-d"] => Path.Combine(state.Value("TMPDIR") ?? "/tmp", "tmp.0000000000"),
            ["git", "rev-parse", "--show-toplevel"] => Top(state),
            ["dirname", { Length: > 0 } path] => Folder(path),
            ["basename", { Length: > 0 } path] => Path.GetFileName(path.TrimEnd('/')) is { Length: > 0 } name ? name : null,
            _ => null,
        };
    }

    /// <summary>Inside the agent's own worktree the top is known without asking git.</summary>
    private static string? Top(ShellState state) =>
        state.Value("OVERSTORY_WORKTREE_PATH") is { Length: > 0 } top && state.Folders is [var only] && (only == top || only.StartsWith(top + "/", StringComparison.Ordinal)) ? top : null;

    private static string? Folder(string path) => path.TrimEnd('/').LastIndexOf('/') switch
    {
        < 0 => ".",
        0 => "/",
        var slash => path[..slash].TrimEnd('/') is { Length: > 0 } folder ? folder : "/",
    };
}
