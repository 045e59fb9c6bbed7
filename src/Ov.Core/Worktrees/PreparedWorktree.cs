namespace Ov.Core.Worktrees;

/// <summary>What was done to a fresh checkout.</summary>
/// <param name="Setup">The setup commands that ran.</param>
/// <param name="Warnings">What it lacks although the project counts on it; never a reason not to go on.</param>
public sealed record PreparedWorktree(IReadOnlyList<SetupOutcome> Setup, IReadOnlyList<string> Warnings)
{
    /// <summary>A checkout that was taken over is left alone.</summary>
    public static readonly PreparedWorktree AsItWas = new([], []);
}
