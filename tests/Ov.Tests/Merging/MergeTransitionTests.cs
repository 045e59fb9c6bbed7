using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Tests.Tasks;

namespace Ov.Tests.Merging;

public sealed class MergeTransitionTests
{
    /// <summary>The contract's row for merges.</summary>
    private static readonly Dictionary<string, string> Contract = new()
    {
        ["queued"] = "building withdrawn",
        ["building"] = "conflicted gating queued withdrawn",
        ["gating"] = "landed queued rejected withdrawn",
        ["conflicted"] = "queued withdrawn",
        ["rejected"] = "queued withdrawn",
        ["landed"] = "undone",
        ["withdrawn"] = "", ["undone"] = "",
    };

    [Fact]
    public void Exactly_the_contracts_transitions_are_possible() => Assert.Equal(
        Contract,
        Enum.GetValues<MergeState>().ToDictionary(from => from.Word(), from => string.Join(' ', Enum.GetValues<MergeState>().Where(to => MergeTransitions.Allowed(from, to)).Select(to => to.Word()).Order(StringComparer.Ordinal))));

    [Fact]
    public void The_store_refuses_every_other_transition_and_changes_nothing()
    {
        using var site = new MergeSite();
        site.Branch("one", ("one.txt", "1\n"));
        var queued = LandingRound.Queue(site.App, Caller.Operator, "one", null);
        foreach (var (from, to) in Enum.GetValues<MergeState>().SelectMany(from => Enum.GetValues<MergeState>().Where(to => !MergeTransitions.Allowed(from, to)).Select(to => (from, to))))
        {
            var events = site.App.Ledger.Read(EventStore.LastSequence);
            var refusal = Refusal.Of(ErrorCode.State, () => site.App.Ledger.Write(tx => MergeStore.Move(tx, queued with { State = from }, to, "operator")));
            Assert.Contains($"is {from.Word()} and cannot become {to.Word()}", refusal.Message, StringComparison.Ordinal);
            Assert.Equal((MergeState.Queued, events), (site.EntryOf("one").State, site.App.Ledger.Read(EventStore.LastSequence)));
        }
    }
}
