namespace Ov.Core.Adopting;

/// <summary>What earlier imports brought, so that nothing comes twice.</summary>
/// <param name="Ids">Our ids by Overstory's.</param>
/// <param name="OpenRun">Key of the run that earlier imports put open work into, while it is still active.</param>
/// <param name="GroupNames">Names that active groups bear.</param>
/// <param name="RunNames">Names that active runs bear.</param>
internal sealed record AdoptionHistory(
    IReadOnlyDictionary<(AdoptedKind Kind, string Key), string> Ids, string? OpenRun, IReadOnlySet<string> GroupNames, IReadOnlySet<string> RunNames)
{
    public static readonly AdoptionHistory None = new(new Dictionary<(AdoptedKind, string), string>(), null, new HashSet<string>(), new HashSet<string>());

    public bool Knows(AdoptedKind kind, string key) => Ids.ContainsKey((kind, key));
}
