using System.Text.Json.Nodes;

namespace Ov.Bench.Rows;

/// <summary>The radar over as many worktrees as a big team has, some of them with uncommitted edits.</summary>
internal static class RadarLook
{
    private const int Worktrees = 25;
    private const int Count = 15;
    private const double LongestMs = 1000;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        var row = $"merge radar, {Worktrees} worktrees, {Worktrees * (Worktrees - 1) / 2} pairs";
        Finding found;
        try
        {
            var team = Make(bout);
            var look = team.Make("merge", "radar");
            var cold = look.Time();
            var median = Stats.Median(Enumerable.Range(0, Count).Select(_ => look.Time()));
            found = new Finding(row, "", $"warm {median:0.0} ms", $"first {cold:0.0} ms", $"{median:0.0} ms", $"< {LongestMs:0} ms", median < LongestMs);
        }
        catch (BenchFailure failure)
        {
            found = Finding.Missing(row, "", failure.Message, hasAim: true);
        }

        yield return found;
    }

    /// <summary>Every branch changes a file of its own and one that it shares with some others.</summary>
    private static Contestant Make(Bout bout)
    {
        var team = new Contestant(bout.Arena, "radar", bout.Ours.Program);
        team.Run("run", "start", "radar", "--target", "main");
        for (var i = 0; i < Worktrees; i++)
        {
            var folder = JsonNode.Parse(team.Read("worktree", "create", $"topic-{i}", "--json"))!["path"]!.GetValue<string>();
            Edit(folder, i, "committed");
            bout.Arena.Run(bout.Arena.Git, folder, "commit", "-q", "-a", "-m", $"Work {i}");
            if (i % 5 == 0)
            {
                Edit(folder, i, "uncommitted");
            }
        }

        return team;
    }

    private static void Edit(string folder, int number, string word)
    {
        foreach (var file in new[] { number, 25 + (number % 7) })
        {
            File.AppendAllText(Path.Combine(folder, "src", $"part{file % 5}", $"file{file}.txt"), $"{word} by {number}\n");
        }
    }
}
