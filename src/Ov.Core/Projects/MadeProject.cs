using Ov.Core.Adopting;

namespace Ov.Core.Projects;

/// <summary>What <c>init</c> did, or would do.</summary>
/// <param name="IsNew">False when the project was initialised before.</param>
/// <param name="Root">Absolute.</param>
/// <param name="Ledger">Relative to the root.</param>
/// <param name="Written">Files written into the tree, relative to the root.</param>
/// <param name="Check">The check command that was written now, if any.</param>
/// <param name="CheckWasGuessed">True when it comes from the project's files and not from the caller.</param>
/// <param name="Untrusted">Configured commands that still wait for the operator's approval, on one line each.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
public sealed record MadeProject(
    bool IsNew, string Name, string Root, string Ledger, IReadOnlyList<string> Written, string? Check, bool CheckWasGuessed, bool CheckApproved,
    IReadOnlyList<string> Untrusted, IReadOnlyList<string> Notes)
{
    /// <summary>What came from Overstory; null where it never kept state.</summary>
    public AdoptionReport? Adoption { get; init; }
}
