using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Planning;

/// <summary>Whether a run looks for more work when nothing is left to do, and how much of it may lie beside its goals (S0-49, S0-50).</summary>
/// <param name="Cap">Most proposals of one round, and most of a run that lie beside its goals; 0 leaves it to the kind.</param>
/// <param name="Domains">What work is about; a round looks first where the earlier ones did not.</param>
public sealed record EmergentPolicy(EmergentKind Kind, int Cap, IReadOnlyList<string> Domains)
{
    public static IReadOnlyList<string> UsualDomains { get; } = ["testing", "stability", "performance", "feature", "ui/ux", "integration"];

    [JsonIgnore]
    public bool IsOn => Kind != EmergentKind.Off;

    [JsonIgnore]
    public int Most => Cap > 0 ? Cap : Kind switch
    {
        EmergentKind.Milestone => 5,
        EmergentKind.Investigation or EmergentKind.Optimization or EmergentKind.Refactor => 2,
        _ => 1,
    };
}

/// <summary>What a run is, which says how far beyond its goals it may go.</summary>
[JsonConverter(typeof(SnakeEnum<EmergentKind>))]
public enum EmergentKind
{
    Off,
    Milestone,
    Investigation,
    Optimization,
    Refactor,
    Documentation,
    Triage,
}
