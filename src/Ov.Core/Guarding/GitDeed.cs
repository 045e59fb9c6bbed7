namespace Ov.Core.Guarding;

/// <summary>What a subcommand of git does, as far as rules care.</summary>
/// <param name="Rule">The rule that refuses it whoever asks; null when it depends.</param>
/// <param name="What">What it would do, after its name: <c>would …</c>.</param>
internal sealed record GitDeed(GuardRule? Rule, string What)
{
    public static readonly GitDeed Reading = new(null, "");

    /// <summary>Changes refs, index or files of the repository it works in.</summary>
    public bool Changes { get; init; }

    /// <summary>No subcommand that git itself has.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Files it writes whose names stand in the call.</summary>
    public IReadOnlyList<GuardWrite> Writes { get; init; } = [];

    public static GitDeed Changing(params GuardWrite[] writes) => new(null, "") { Changes = true, Writes = writes };
}
