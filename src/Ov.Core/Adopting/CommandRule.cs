namespace Ov.Core.Adopting;

/// <summary>How the command lines that begin with certain words are served.</summary>
/// <param name="Program">Whose word begins the line.</param>
/// <param name="Verb">The words after it, such as <c>mail send</c>.</param>
/// <param name="Ours">The words that take the place of program and verb.</param>
/// <param name="Why">One clause for the table; empty when the words say it all.</param>
internal sealed record CommandRule(ForeignProgram Program, string Verb, RuleKind Kind, string Ours, string Why = "")
{
    /// <summary>
    /// Options whose name or values differ: null drops the option with its value, an empty name leaves the bare value, else the new name.
    /// What is not listed stays.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Options { get; init; } = NoOptions;

    /// <summary>Plain words go, too: what the line named has no counterpart.</summary>
    public bool DropsWords { get; init; }

    /// <summary>Plain words become values of this option of ours: the first one, or each of them where <see cref="EachWord"/> says so.</summary>
    public string? WordsOption { get; init; }

    public bool EachWord { get; init; }

    /// <summary>Only with this option, for example <c>--status in_progress</c>.</summary>
    public string? When { get; init; }

    /// <summary>Only for roles that run at the desk and hold no task, or only for the others; null for all.</summary>
    public bool? AtDesk { get; init; }

    private static readonly IReadOnlyDictionary<string, string?> NoOptions = new Dictionary<string, string?>();
}

/// <summary>The programs that Overstory's definitions call.</summary>
internal enum ForeignProgram
{
    /// <summary><c>ov</c> and <c>overstory</c>.</summary>
    Overstory,

    /// <summary><c>sd</c>, <c>bd</c> and the placeholder for whichever tracker is configured.</summary>
    Tracker,

    /// <summary><c>ml</c> and <c>mulch</c>.</summary>
    Lessons,
}
