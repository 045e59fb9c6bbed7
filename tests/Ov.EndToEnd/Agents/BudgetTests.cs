namespace Ov.EndToEnd.Agents;

public sealed class BudgetTests
{
    [Fact]
    public void At_the_end_of_a_run_s_budget_no_turn_begins_and_nobody_starts_until_it_is_raised()
    {
        using var team = new Team("budgets:\n  run:\n    maxTurns: 1\n");
        var slung = team.Ov("sling", "First thing", "Second thing", "--exec", Team.Worker).Ok();
        Assert.Contains("2 agents at once, each without a limit of its own", slung.Stderr);
        team.Until("one of them waits", "SELECT count(*) FROM agent WHERE obstacle = 'budget'");
        team.Until("the other's turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Assert.Equal(1, team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.started'"));
        Assert.Equal(1, team.Project.Count("SELECT count(*) FROM message WHERE recipient = 'operator' AND body LIKE '%ov config set budgets.run.maxTurns 2%'"));

        var refused = team.Ov("sling", "Third thing", "--json").Refused(8, "limit-budget");
        Assert.Contains("1 of 1 turns", refused.Stdout);
        var waiting = team.Project.Rows("SELECT name FROM agent WHERE obstacle = 'budget'", row => row.Text("name")).Single();
        Assert.Contains("Run sprint's budget is used up: 1 of 1 turns", team.Ov("status").Ok().Stdout);

        team.Ov("config", "set", "budgets.run.maxTurns", "4", "--local").Ok();
        team.Ov("nudge", waiting).Ok();
        team.Until("both tasks are done", "SELECT count(*) = 2 FROM task WHERE state = 'completed'");
    }

    [Fact]
    public void A_sling_of_very_many_is_confirmed_first()
    {
        using var team = new Team("agents:\n  askAbove: 1\n");
        team.Ov("sling", "First thing", "Second thing", "--json").Refused(6, "needs-confirmation");
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM agent"));
        team.Ov("sling", "First thing", "Second thing", "--exec", Team.Worker, "--yes").Ok();
        team.Until("both tasks are done", "SELECT count(*) = 2 FROM task WHERE state = 'completed'");
    }
}
