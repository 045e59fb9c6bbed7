namespace Ov.Core.Adopting;

/// <summary>Everything of Overstory's state that is imported, as it was found.</summary>
/// <param name="CurrentRun">The run that its commands go to, by its own mark.</param>
/// <param name="SessionBranch">The branch that its merges go to when none is named.</param>
/// <param name="Problems">What was passed over, a sentence each.</param>
internal sealed record OverstoryFacts(
    IReadOnlyList<ForeignRun> Runs, IReadOnlyList<ForeignSession> Sessions, IReadOnlyList<ForeignMail> Mails, IReadOnlyList<ForeignMerge> Merges,
    IReadOnlyList<ForeignGroup> Groups, IReadOnlyList<ForeignSpec> Specs, string? CurrentRun, string? SessionBranch, IReadOnlyList<string> Problems)
{
    /// <summary>What earlier imports have not brought. Runs stay: new rows may belong to known ones.</summary>
    public OverstoryFacts Since(AdoptionHistory history) => this with
    {
        Sessions = [.. Sessions.Where(session => !history.Knows(AdoptedKind.Session, session.Id))],
        Mails = [.. Mails.Where(mail => !history.Knows(AdoptedKind.Message, mail.Id))],
        Merges = [.. Merges.Where(merge => !history.Knows(AdoptedKind.Merge, merge.Id))],
        Groups = [.. Groups.Where(group => !history.Knows(AdoptedKind.Group, group.Id))],
        Specs = [.. Specs.Where(spec => spec.Body.Trim().Length > 0 && !history.Knows(AdoptedKind.Spec, spec.Task))],
    };
}
