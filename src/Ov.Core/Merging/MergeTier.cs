namespace Ov.Core.Merging;

/// <summary>How a landing was merged, in Overstory's words where it has one.</summary>
public static class MergeTier
{
    /// <summary>Without conflicts.</summary>
    public const string Clean = "clean-merge";

    /// <summary>Rules resolved what git could not.</summary>
    public const string AutoResolve = "auto-resolve";

    /// <summary>A program that was asked resolved what rules could not.</summary>
    public const string AiResolve = "ai-resolve";

    /// <summary>The work was done anew on the target as it had become, with what had conflicted as its reference; an entry that was given up for that has it too.</summary>
    public const string Reimagine = "reimagine";

    /// <summary>Somebody else brought the commits to the target; undo leaves them alone.</summary>
    public const string AlreadyLanded = "already-landed";

    /// <summary>The forge merged a pull request.</summary>
    public const string Request = "pull-request";

    internal static string Of(MergeEntry entry) => entry.Resolutions.Any(resolution => resolution.Rule == ResolutionRule.Answered) ? AiResolve
        : entry.Resolutions.Count > 0 ? AutoResolve : Clean;
}
