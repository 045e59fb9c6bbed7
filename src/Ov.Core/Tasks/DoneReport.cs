namespace Ov.Core.Tasks;

/// <summary>What the owner says about its finished task.</summary>
/// <param name="Files">What it says it changed; used where no branch tells.</param>
/// <param name="NoChanges">It says that nothing has to land.</param>
/// <param name="Reason">Why nothing has to; needed with <paramref name="NoChanges"/>.</param>
public sealed record DoneReport(string? Summary = null, IReadOnlyList<string>? Files = null, bool NoChanges = false, string? Reason = null)
{
    /// <summary>What was run to see that it works.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>What whoever goes on from here has to know.</summary>
    public string? Caveats { get; init; }

    /// <summary>What changed and what was found, by file and lines.</summary>
    public ReportPlaces Places { get; init; } = ReportPlaces.None;
}
