namespace Ov.Core.Merging;

/// <summary>What became of an attempt to move a target.</summary>
public enum TargetMoveKind
{
    Moved,

    /// <summary>Somebody moved it first.</summary>
    TargetMoved,

    /// <summary>A checkout stands in the way; nothing changed.</summary>
    Blocked,
}

/// <param name="Checkout">The checkout that was moved with it, or that stands in the way; null when none has the target.</param>
/// <param name="Files">The files whose uncommitted changes stand in the way.</param>
/// <param name="Reason">One sentence when blocked.</param>
public sealed record TargetMove(TargetMoveKind Kind, string? Checkout, IReadOnlyList<string> Files, string Reason)
{
    public static TargetMove Done(string? checkout) => new(TargetMoveKind.Moved, checkout, [], "");

    public static readonly TargetMove Overtaken = new(TargetMoveKind.TargetMoved, null, [], "the target moved meanwhile");

    public static TargetMove BlockedBy(string checkout, IReadOnlyList<string> files, string reason) => new(TargetMoveKind.Blocked, checkout, files, reason);

    /// <summary>The refusal that this means, in the words a user needs.</summary>
    public OvException Refusal(string target) => Kind == TargetMoveKind.Blocked
        ? new OvException(
            ErrorCode.TargetDirty, $"{target} is checked out in {Checkout}, and {Reason}; nothing there was touched.",
            Files.Count > 0 ? $"Commit or move aside {string.Join(", ", Files)} there, then run 'ov merge --all'." : "Settle that, then run 'ov merge --all'.")
        {
            Facts = new Dictionary<string, string> { ["checkout"] = Checkout ?? "" }, Lists = new Dictionary<string, IReadOnlyList<string>> { ["files"] = Files },
        }
        : new OvException(ErrorCode.TargetMoved, $"{target} moved each time before the merge could land on it.", "Run the command again.");
}
