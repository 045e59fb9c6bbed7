using Ov.Core.Agents;
using Ov.Core.Budgets;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Tests.Support;

namespace Ov.Tests.Costs;

public sealed class UsageStoreTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    /// <summary>The fork's own count of its session includes what the origin had used when it began, and nothing of what the origin used since.</summary>
    [Fact]
    public void A_fork_is_not_charged_for_its_origin_nor_spared_for_what_the_origin_did_meanwhile()
    {
        var run = _project.AddRun();
        var (lead, builder) = (_project.AddAgent(run, "lead-1", "lead") with { Session = "first" }, _project.AddAgent(run, "builder-1") with { Session = "fork", ForkOf = "first" });
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            UsageStore.Add(tx, lead, 1, Count(40));
            tx.Record(new EventDraft("turn.started") { AgentId = builder.Id });
            UsageStore.Add(tx, lead, 2, Count(60));
            tx.Sql.Run("UPDATE usage SET at = at + 1000 WHERE turn = 2");
            UsageStore.Add(tx, builder, 1, Count(100));
            UsageStore.Add(tx, builder, 2, Count(107));
        });
        Assert.Equal((60, 67), (Used(ledger, lead), Used(ledger, builder)));
    }

    [Fact]
    public void Where_no_money_is_told_the_list_price_of_the_day_estimates_it_and_budgets_count_it()
    {
        var run = _project.AddRun();
        var agent = _project.AddAgent(run, "builder-1");
        using var ledger = _project.OpenLedger();
        var prices = PriceTable.With([new Price("m", 2, 10, 0.2m, 2.5m)]);
        ledger.Write(tx =>
        {
            UsageStore.Add(tx, agent, 1, new TurnFact.Used(new TokenUsage("m", 500_000, 100_000, 1_000_000, 0), false), prices);
            UsageStore.Add(tx, agent, 1, new TurnFact.Used(new TokenUsage("m", 1, 1, 1, 1, CostUsd: 0.5m), false), prices);
            UsageStore.Add(tx, agent, 2, new TurnFact.Used(new TokenUsage("unheard-of", 70, 7, 0, 0), false), prices);
        });
        var used = ledger.Read(sql => UsageStore.Sum(sql, new UsageFilter(null, [agent.Id], null, null, null, false)));
        Assert.Equal((0.5m, 2.2m, 77L), (used.CostUsd!.Value, used.EstimatedUsd!.Value, used.UnpricedTokens));
        Assert.Equal(2.7m, ledger.Read(sql => SpentStore.Of(sql, "agent", agent.Id)).CostUsd);
    }

    private static long Used(OvLedger ledger, AgentRecord agent) => ledger.Read(sql => UsageStore.OfAgent(sql, agent.Id)).Output;

    private static TurnFact.Used Count(int output) => new(new TokenUsage("m", 0, output, 0, 0), true);
}
