namespace Ov.Core.Forges;

/// <summary>A pull request as the forge has it now.</summary>
/// <param name="MergeCommit">What brought it to its base, once it is merged.</param>
/// <param name="Remarks">All that is said of it, oldest first; empty when it is not open any more.</param>
public sealed record ForgeLook(ForgeRequest Request, string? MergeCommit, IReadOnlyList<ForgeRemark> Remarks);
