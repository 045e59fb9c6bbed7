using Ov.Core.Ledger;

namespace Ov.EndToEnd.KillPoints;

/// <summary>
/// A process that dies at any of the recorded instants leaves something that one tick puts right: nothing lost, nothing doubled,
/// nothing stuck, and the work can go on.
/// </summary>
public sealed class KillPointTests
{
    /// <summary>SIGKILL, as a shell tells it.</summary>
    private const int Killed = 137;

    public static TheoryData<string> Names => [.. KillScenarios.All.Select(scenario => scenario.ToString())];

    [Fact]
    public void Every_kill_point_has_a_scenario() =>
        Assert.Empty(Enum.GetValues<KillPoint>().Except(KillScenarios.All.Select(scenario => scenario.Point)));

    [Theory]
    [MemberData(nameof(Names))]
    public void After_a_crash_one_tick_repairs(string name)
    {
        var scenario = KillScenarios.All.Single(candidate => candidate.ToString() == name);
        using var team = new Team(scenario.Target);
        var arranged = scenario.Arrange(team);
        var word = scenario.Point.Word();

        var run = scenario.Strike(team, arranged, word);
        if (scenario.InHost)
        {
            team.UntilHostsDied(word);
        }
        else
        {
            run.Exits(Killed);
        }

        Assert.True(team.Reached(word, run), $"{word} was not reached:\n{run}");
        team.Project.Ov("watch", "--once").Ok();
        Invariants.Hold(team);
        scenario.Afterwards?.Invoke(team, arranged);
        team.FinishNormally();
        Invariants.Hold(team);
    }
}
