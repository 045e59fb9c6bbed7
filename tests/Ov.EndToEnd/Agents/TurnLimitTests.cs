namespace Ov.EndToEnd.Agents;

public sealed class TurnLimitTests
{
    [Fact]
    public void A_turn_past_its_time_limit_is_ended_with_everything_it_started()
    {
        using var team = new Team("turns:\n  timeout: 1s\n  maxFailures: 1\n");
        team.Sling("Hang here", $"sleep 1000 & echo $! > {team.Box.Root}/child; wait");
        var child = Team.Pid(Team.LineOf($"{team.Box.Root}/child"));
        team.Until("the agent failed", "SELECT count(*) FROM agent WHERE state = 'failed' AND state_reason LIKE '%time limit%'");
        Assert.False(Team.Lives(child));
    }
}
