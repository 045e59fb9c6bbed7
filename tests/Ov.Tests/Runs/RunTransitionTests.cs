using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Runs;

public sealed class RunTransitionTests
{
    /// <summary>The contract's row for runs.</summary>
    private static readonly Dictionary<string, string> Contract = new()
    {
        ["active"] = "aborted completed failed",
        ["completed"] = "active",
        ["failed"] = "", ["aborted"] = "",
    };

    [Fact]
    public void Exactly_the_contracts_transitions_are_possible() => Assert.Equal(
        Contract,
        Enum.GetValues<RunState>().ToDictionary(from => from.Word(), from => string.Join(' ', Enum.GetValues<RunState>().Where(to => RunTransitions.Allowed(from, to)).Select(to => to.Word()).Order(StringComparer.Ordinal))));

    [Fact]
    public void The_store_refuses_every_other_transition_and_changes_nothing()
    {
        using var project = TestProject.Create();
        var run = project.AddRun();
        using var ledger = project.OpenLedger();
        foreach (var (from, to) in Enum.GetValues<RunState>().SelectMany(from => Enum.GetValues<RunState>().Where(to => !RunTransitions.Allowed(from, to)).Select(to => (from, to))))
        {
            var events = ledger.Read(EventStore.LastSequence);
            var refusal = Refusal.Of(ErrorCode.State, () => ledger.Write(tx => RunStore.Move(tx, run with { State = from }, to, "operator")));
            Assert.Contains($"is {from.Word()} and cannot become {to.Word()}", refusal.Message, StringComparison.Ordinal);
            Assert.Equal((RunState.Active, events), (ledger.Read(sql => RunStore.ById(sql, run.Id)!.State), ledger.Read(EventStore.LastSequence)));
        }
    }
}
