using Ov.Core.Processes;

namespace Ov.EndToEnd.KillPoints;

/// <summary>
/// The power goes at some instant of a team's work: what lay on the disk then (ledger with its log, repository, worktrees) opens, is sound, is
/// repaired, and the work goes on. Each copy is taken while no writer holds the ledger's lock, as a disk that keeps its promises would hold it.
/// </summary>
public sealed class PowerCutTests
{
    /// <summary>One turn that waits for a word in the middle of its work.</summary>
    private const string Slow = """
        cat >/dev/null
        echo "of $OVERSTORY_TASK_ID" >"work-$OVERSTORY_TASK_ID.txt"
        while [ ! -e "$HOME/go" ]; do sleep 0.05; done
        git add -A && git commit -q -m "Work on $OVERSTORY_TASK_ID"
        git rev-parse HEAD >>"$HOME/commits"
        exec ov task done --summary "wrote it"
        """;

    [Fact]
    public void Whatever_the_instant_nothing_is_lost()
    {
        using var team = new Team();
        team.Box.WriteProgram("slow", Slow);
        var cuts = new List<string>();

        team.Project.Ov("sling", "Write the parser", "--name", "alice", "--exec", "slow").Ok();
        team.Until("the turn has changed something", () => Directory.GetFiles(team.Project.WorktreeOf("alice"), "work-*").Length > 0);
        Cut("in a turn");
        File.WriteAllText(Path.Combine(team.Box.Home, "go"), "");
        team.Until("alice has reported", () => team.LiveAgents() == 0);
        Cut("reported");
        team.Struck("sling_worktree_added", "sling", "Write the docs", "--name", "bob", "--exec", "worker").Exits(137);
        Cut("in a sling");
        team.Project.Ov("watch", "--once").Ok();
        team.Struck("merge_ref_moved", "merge", "--branch", team.BranchOf("alice")).Exits(137);
        Cut("the target has moved");
        team.Project.Ov("watch", "--once").Ok();
        team.FinishNormally();
        Assert.Empty(OpenToOthers(team));

        foreach (var cut in cuts)
        {
            Restore(cut);
            Assert.True(team.Project.Ov("doctor", "--category", "ledger").ExitCode == 0, cut);
            team.Project.Ov("doctor", "--category", "orphans", "--fix", "--yes").Ok();
            team.Project.Ov("watch", "--once").Ok();
            Invariants.Hold(team);
            team.FinishNormally();
            Invariants.Hold(team);
        }

        void Cut(string name)
        {
            var copy = Path.Combine(team.Box.Root, "cuts", name.Replace(' ', '-'));
            Directory.CreateDirectory(copy);
            using var quiet = FileLock.Take(team.Project.Files.WriteLock, TimeSpan.FromMinutes(1));
            foreach (var part in Parts)
            {
                team.Box.Run("sh", ["-c", $"[ ! -e {part} ] || cp -a --parents {part} '{copy}'"], team.Box.Root).Ok();
            }

            cuts.Add(copy);
        }

        void Restore(string cut)
        {
            foreach (var part in Parts)
            {
                team.Box.Run("rm", ["-rf", part], team.Box.Root).Ok();
            }

            team.Box.Run("sh", ["-c", $"cp -a '{cut}/.' ."], team.Box.Root).Ok();
        }
    }

    private static string[] Parts => ["repo", "repo.worktrees", "home/commits"];

    /// <summary>What of the ledger's folder anybody else could read, if the folder itself were open.</summary>
    private static IEnumerable<string> OpenToOthers(Team team) => new[] { team.Project.Files.Folder }
        .Concat(Directory.EnumerateFiles(team.Project.Files.Folder)).Concat(Directory.EnumerateFiles(Path.Combine(team.Project.Files.Folder, "agents"), "*", SearchOption.AllDirectories))
        .Where(path => ((int)File.GetUnixFileMode(path) & 0x3F) != 0);
}
