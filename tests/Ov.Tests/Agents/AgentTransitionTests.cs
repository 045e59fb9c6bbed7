using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Agents;

public sealed class AgentTransitionTests : IDisposable
{
    /// <summary>The contract's row for agents: what the living may become. An agent without a command boots idle.</summary>
    private static readonly Dictionary<string, string> Contract = new()
    {
        ["booting"] = "working idle zombie stopped failed",
        ["working"] = "idle waiting stalled completed zombie stopped failed",
        ["idle"] = "working waiting stalled completed zombie stopped failed",
        ["waiting"] = "working idle stalled zombie stopped failed",
        ["stalled"] = "working zombie stopped failed",
        ["zombie"] = "", ["stopped"] = "", ["completed"] = "", ["failed"] = "",
    };

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Exactly_the_contracts_transitions_are_possible_and_no_end_is_left_again() => Assert.Equal(
        Contract.ToDictionary(row => row.Key, row => string.Join(' ', row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))),
        Enum.GetValues<AgentState>().ToDictionary(from => from.Word(), from => string.Join(' ', Enum.GetValues<AgentState>().Where(to => AgentTransitions.Allowed(from, to)).Select(to => to.Word()).Order(StringComparer.Ordinal))));

    [Fact]
    public void The_store_refuses_every_other_transition_and_changes_nothing()
    {
        var run = _project.AddRun();
        using var ledger = _project.OpenLedger();
        foreach (var (from, to) in Enum.GetValues<AgentState>().SelectMany(from => Enum.GetValues<AgentState>().Where(to => to != from && !AgentTransitions.Allowed(from, to)).Select(to => (from, to))))
        {
            var agent = _project.AddAgent(run, $"{from.Word()}-{to.Word()}".Replace('_', '-'), state: from);
            var events = ledger.Read(EventStore.LastSequence);
            var refusal = Refusal.Of(ErrorCode.State, () => ledger.Write(tx => AgentStore.Move(tx, agent, to, "operator")));
            Assert.Contains($"is {from.Word()} and cannot become {to.Word()}", refusal.Message, StringComparison.Ordinal);
            Assert.Equal((from, events), (ledger.Read(sql => AgentStore.ById(sql, agent.Id)!).State, ledger.Read(EventStore.LastSequence)));
        }
    }

    [Fact]
    public void A_name_that_is_used_again_is_the_next_incarnation_and_the_ended_one_stays_ended()
    {
        var run = _project.AddRun();
        var first = _project.AddAgent(run, "builder-1");
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => AgentStore.Move(tx, first, AgentState.Stopped, "operator"));
        var second = _project.AddAgent(run, "builder-1");
        Assert.Equal((1, 2), (first.Incarnation, second.Incarnation));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(AgentState.Stopped, ledger.Read(sql => AgentStore.ById(sql, first.Id)!).State);
        Assert.Equal(second.Id, ledger.Read(sql => AgentResolver.Require(sql, "Builder-1")).Id);
    }
}
