namespace Ov.Core.Guarding;

/// <summary>Whose a path is, as far as the guard's rules care.</summary>
public enum GuardPlace
{
    /// <summary>The agent's worktree.</summary>
    Own,

    /// <summary>A folder for temporary files.</summary>
    Temporary,

    /// <summary>The null device, a terminal, a standard stream.</summary>
    Device,

    /// <summary>A git folder.</summary>
    GitFolder,

    /// <summary>The ledger and what lies beside it.</summary>
    Ledger,

    /// <summary>Another agent's worktree.</summary>
    OtherWorktree,

    /// <summary>The project's main checkout.</summary>
    Project,

    Outside,

    /// <summary>Nobody can tell before it runs.</summary>
    Unknown,
}
