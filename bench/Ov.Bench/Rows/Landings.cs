namespace Ov.Bench.Rows;

/// <summary>What landing many branches costs: in runs of the gates, with one branch that breaks them, and in time against a shell loop without any.</summary>
internal static class Landings
{
    private const int Train = 16, Many = 50;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        yield return Guard($"train of {Train} with one red branch", "one by one", () =>
        {
            var (together, alone) = (GateRuns(bout, "train", Train), GateRuns(bout, "single", 1));
            return new Finding($"train of {Train} with one red branch", "one by one", $"{together} gate runs", $"{alone} gate runs", $"{together} of {alone}", $"≤ {Train / 2 + 1}", together <= (Train / 2) + 1);
        });
        yield return Guard($"{Many} landings", "git merge in a loop", () =>
        {
            var team = new Contestant(bout.Arena, "landings", bout.Ours.Program);
            Branches(bout, team, Many);
            bout.Arena.Run(bout.Arena.Git, team.Project, "branch", "ov-target", "main");
            bout.Arena.Run(bout.Arena.Git, team.Project, "checkout", "-q", "-b", "loop", "main");
            var loop = bout.Arena.Make("/bin/sh", team.Project, ["-c", $"for i in $(seq 0 {Many - 1}); do git merge -q --no-ff -m merged topic-$i || exit 1; done"]).Time();
            team.Run("run", "start", "landings", "--target", "ov-target");
            var ours = team.Make(["merge", "--into", "ov-target", .. Enumerable.Range(0, Many).SelectMany(i => new[] { "--branch", $"topic-{i}" })]).Time();
            return new Finding($"{Many} landings", "git merge in a loop", $"{ours / Many:0.0} ms each", $"{loop / Many:0.0} ms each", $"{ours / loop:0.00} ×");
        });
    }

    private static Finding Guard(string row, string against, Func<Finding> measure)
    {
        try
        {
            return measure();
        }
        catch (BenchFailure failure)
        {
            return Finding.Missing(row, against, failure.Message, hasAim: true);
        }
    }

    /// <summary>The red one stands in the middle.</summary>
    private static int GateRuns(Bout bout, string name, int length)
    {
        var team = new Contestant(bout.Arena, name, bout.Ours.Program);
        Branches(bout, team, Train, red: Train / 2);
        bout.Arena.Run(bout.Arena.Git, team.Project, "branch", "target", "main");
        File.AppendAllText(
            Path.Combine(team.Project, ".overstory", "config.local.yaml"),
            $"gates:\n  - name: check\n    command: echo run >>'{team.Project}/../runs'; test ! -e red.txt\nmerge:\n  train: {length}\n");
        team.Run("run", "start", name, "--target", "target");
        // Exit status 9: all but one landed.
        team.Make(["merge", "--trust", "--into", "target", .. Enumerable.Range(0, Train).SelectMany(i => new[] { "--branch", $"topic-{i}" })]).Time(exit: 9);
        return File.ReadAllLines(Path.Combine(team.Project, "..", "runs")).Length;
    }

    private static void Branches(Bout bout, Contestant team, int count, int? red = null)
    {
        for (var i = 0; i < count; i++)
        {
            bout.Arena.Run(bout.Arena.Git, team.Project, "checkout", "-q", "-b", $"topic-{i}", "main");
            File.WriteAllText(Path.Combine(team.Project, i == red ? "red.txt" : $"topic{i}.txt"), $"by {i}\n");
            bout.Arena.Run(bout.Arena.Git, team.Project, "add", "-A", "--", ".", ":!.overstory");
            bout.Arena.Run(bout.Arena.Git, team.Project, "commit", "-q", "-m", $"Work {i}");
        }

        bout.Arena.Run(bout.Arena.Git, team.Project, "checkout", "-q", "main");
    }
}
