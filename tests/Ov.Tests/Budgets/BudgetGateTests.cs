using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Budgets;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Budgets;

/// <summary>What is used and reserved, on a real ledger.</summary>
public sealed class BudgetGateTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly TaskRecord _task;
    private readonly AgentRecord _one;
    private readonly AgentRecord _two;
    private readonly OvLedger _ledger;

    public BudgetGateTests()
    {
        var run = _project.AddRun();
        _task = _project.AddTask(run, "First");
        (_one, _two) = (_project.AddAgent(run, "builder-1", task: _task), _project.AddAgent(run, "builder-2"));
        _ledger = _project.OpenLedger();
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Two_agents_cannot_both_begin_on_the_last_of_a_budget()
    {
        Turn(_one, 100);
        Turn(_two, 100);
        var budgets = Run(new Budget(null, 350, null));
        _ledger.Write(tx =>
        {
            Assert.Null(BudgetGate.Pause(tx.Sql, _one, budgets, tx.Now));
            SpentStore.Begin(tx, _one);
            var pause = BudgetGate.Pause(tx.Sql, _two, budgets, tx.Now);
            Assert.True(pause is { Passes: true }, pause?.Sentence);
        });
        _ledger.Write(tx => SpentStore.Settle(tx, _one, TimeSpan.Zero));
        Assert.Null(_ledger.Read(sql => BudgetGate.Pause(sql, _two, budgets, _ledger.Now)));
    }

    [Fact]
    public void What_a_turn_has_used_is_no_longer_reserved_and_an_ended_agent_reserves_nothing()
    {
        Turn(_one, 100);
        _ledger.Write(tx =>
        {
            SpentStore.Begin(tx, _one);
            Use(tx, _one, 60);
        });
        Assert.Equal(40, Reserved());
        _ledger.Write(tx => AgentEnder.End(tx, tx.Files, AgentStore.ById(tx.Sql, _one.Id)!, AgentState.Zombie, "watch", "it died", TaskAfter.Keep));
        Assert.Equal(0, Reserved());
    }

    [Fact]
    public void Each_use_counts_for_agent_task_run_and_day()
    {
        Turn(_one, 100, TimeSpan.FromMinutes(3));
        foreach (var (scope, key) in new[] { ("agent", _one.Id), ("role", "builder"), ("task", _task.Id), ("run", _one.RunId) })
        {
            Assert.Equal(new Spending(1, 100, 0.5m, 3), _ledger.Read(sql => SpentStore.Of(sql, scope, key)));
        }

        Assert.Equal(new Spending(1, 100, 0.5m, 3, 2), _ledger.Read(sql => SpentStore.OfDay(sql, _ledger.Now)));
        Assert.Equal(Spending.None, _ledger.Read(sql => SpentStore.Of(sql, "day", SpentStore.Day(_ledger.Now.AddDays(1)))));
    }

    [Fact]
    public void Nothing_starts_for_what_has_used_up_its_budget()
    {
        Turn(_one, 100);
        var refused = Refusal(Run(new Budget(1, null, null)));
        Assert.Equal(("limit-budget", "Run run-1's budget is used up: 1 of 1 turns."), (refused.Code.Name, refused.Message));
        Assert.Contains("ov config set budgets.run.maxTurns 2", refused.Hint);
        Assert.Contains("Task 1 has used up its budget: 100 of 100 tokens", Refusal(TeamBudgets.None with { Task = new Budget(null, 100, null) }).Message);
        Assert.Contains("2 of 2 agents", Refusal(TeamBudgets.None with { Day = Budget.None with { Agents = 2 } }).Message);
    }

    [Fact]
    public void The_operator_is_told_once_at_four_fifths_and_once_at_the_end_and_again_for_another_limit()
    {
        Turn(_one, 80);
        Look(100, 1);
        Look(100, 1);
        Turn(_one, 20);
        Look(100, 2);
        Look(100, 2);
        Look(200, 2);
        Turn(_one, 60);
        Look(200, 3);
        var mail = _ledger.Read(sql => MailStore.ByKey(sql, Mailbox.SystemSender, $"budget.spent:{_one.RunId}:maxTokens:100 tokens")).Single();
        Assert.Contains("Raise it: ov config set budgets.run.maxTokens 200", mail.Body);
    }

    private void Look(int tokens, int mails)
    {
        _ledger.Write(tx => BudgetTeller.Look(tx, _one, Run(new Budget(null, tokens, null))));
        Assert.Equal(mails, _ledger.Read(sql => sql.Number("SELECT count(*) FROM message WHERE recipient = 'operator' AND sender = 'system'")));
    }

    private OvException Refusal(TeamBudgets budgets) => Assert.Throws<OvException>(() => _ledger.Read<object?>(sql =>
    {
        BudgetGate.RequireStart(sql, budgets, Ov.Core.Runs.RunStore.ById(sql, _one.RunId)!, _task, _ledger.Now);
        return null;
    }));

    private void Turn(AgentRecord agent, long tokens, TimeSpan ran = default) => _ledger.Write(tx =>
    {
        SpentStore.Begin(tx, agent);
        Use(tx, agent, tokens);
        SpentStore.Settle(tx, agent, ran);
    });

    private static void Use(Tx tx, AgentRecord agent, long tokens) =>
        UsageStore.Add(tx, agent, 1, new TurnFact.Used(new TokenUsage("m", tokens, 0, 1000, 0, CostUsd: 0.5m), false));

    private long Reserved() => _ledger.Read(sql => SpentStore.Reserved(sql, null, _two.Id)).Tokens;

    private static TeamBudgets Run(Budget run) => TeamBudgets.None with { Run = run };
}
