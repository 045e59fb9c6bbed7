namespace Ov.Core.Runs;

/// <summary>Where the work of a run lands (contract, "Target").</summary>
/// <param name="Branch">Short branch name.</param>
/// <param name="IsNew">True when the branch is to be cut from what is checked out.</param>
public sealed record RunTarget(string Branch, bool IsNew)
{
    /// <summary>New targets lie below this, one for each run.</summary>
    public const string Prefix = "ov/";

    /// <summary>
    /// What was named, else the checked-out branch when it is neither the default nor protected, else a new <c>ov/&lt;run&gt;</c>.
    /// </summary>
    /// <param name="checkedOut">Null when HEAD is detached.</param>
    /// <param name="defaultBranch">Null when nothing says which one it is.</param>
    public static RunTarget For(string run, string? asked, string? checkedOut, string? defaultBranch, IReadOnlyList<string> protectedBranches)
    {
        if (asked is null && (checkedOut is null || checkedOut == defaultBranch || protectedBranches.Contains(checkedOut)))
        {
            return new(Prefix + run, true);
        }

        return new(asked ?? checkedOut!, false);
    }
}
