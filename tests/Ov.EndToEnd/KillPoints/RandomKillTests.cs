using Ov.Core.Ledger;

namespace Ov.EndToEnd.KillPoints;

/// <summary>
/// Random schedules of several processes at once, some of which die at a random kill point: two ticks later the same holds as ever. The seeds
/// are fixed, so that a schedule can be played again; OV_KILL_SEED chooses another one.
/// </summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const int Rounds = 3;

    private static readonly KillPoint[] Points =
    [
        KillPoint.SlingReserved, KillPoint.SlingWorktreeAdded, KillPoint.SlingHostStarted, KillPoint.SlingConfirmed, KillPoint.HostMailClaimed, KillPoint.HostTurnStarted,
        KillPoint.HostTurnEnded, KillPoint.HostTurnRecorded, KillPoint.TaskDoneRecorded, KillPoint.StopRequested, KillPoint.StopTreeEnded, KillPoint.MergeQueued, KillPoint.MergeTreeBuilt,
        KillPoint.MergeGated, KillPoint.MergeLandingIntended, KillPoint.MergeRefMoved, KillPoint.MergeLandedRecorded, KillPoint.WorktreeBackedUp, KillPoint.WorktreeRemoved, KillPoint.TickRepaired,
    ];

    public static TheoryData<int> Seeds => int.TryParse(Environment.GetEnvironmentVariable("OV_KILL_SEED"), out var seed) ? [seed] : [7, 2026];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_random_deaths_two_ticks_repair(int seed)
    {
        output.WriteLine($"OV_KILL_SEED={seed}");
        var random = new Random(seed);
        using var team = new Team();
        for (var round = 0; round < Rounds; round++)
        {
            var runs = Enumerable.Range(0, 3).Select(turn => Play(team, random, $"a{round}{turn}")).ToList();
            foreach (var run in await Task.WhenAll(runs))
            {
                output.WriteLine(run.ToString());
            }
        }

        // A host may have been started a moment ago, and dies or ends by itself.
        team.Project.Ov("watch", "--once").Ok();
        team.Until("no turn is under way", () => team.Project.Count("SELECT COUNT(*) FROM agent WHERE ended_at IS NULL") == 0 || !Ticked(team));
        Invariants.Hold(team);
        team.FinishNormally();
        Invariants.Hold(team);
    }

    private static bool Ticked(Team team)
    {
        team.Project.Ov("watch", "--once").Ok();
        return team.LiveAgents() > 0;
    }

    /// <summary>One process of the schedule; one in two is struck.</summary>
    private static Task<OvRun> Play(Team team, Random random, string name)
    {
        string[] words = random.Next(6) switch
        {
            0 or 1 or 2 => ["sling", $"Work of {name}", "--name", name, "--exec", "worker"],
            3 => ["merge", "--all"],
            4 => ["stop", "--all"],
            _ => ["worktree", "clean", "--all", "--force", "--yes"],
        };
        var variables = random.Next(2) == 0 ? new Dictionary<string, string> { ["OV_TEST_KILL"] = Points[random.Next(Points.Length)].Word() } : [];
        return team.Box.RunAsync("ov", words, variables: variables);
    }
}
