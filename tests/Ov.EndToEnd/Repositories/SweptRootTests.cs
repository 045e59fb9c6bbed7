using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Repositories;

/// <summary><c>git clean -ffdx</c> and <c>git stash -a</c> at the root while agents run: one ledger, nothing lost.</summary>
public sealed class SweptRootTests
{
    private const string Slow = "cat >/dev/null; echo begun > ../begun-$OVERSTORY_AGENT_NAME; cat ../go-$OVERSTORY_AGENT_NAME; " + Team.Worker;

    [Theory]
    [InlineData("clean")]
    [InlineData("stash")]
    public void Agents_go_on_and_land_and_commands_work(string sweep)
    {
        using var team = new Team();
        Directory.CreateDirectory(team.Worktrees);
        foreach (var name in new[] { "alice", "bob" })
        {
            team.Box.Run("mkfifo", [Path.Combine(team.Worktrees, $"go-{name}")]).Ok();
            team.Sling($"Work of {name}", Slow, "--name", name);
            Team.LineOf(Path.Combine(team.Worktrees, $"begun-{name}"));
        }

        var mails = team.Project.Count("SELECT count(*) FROM message");
        team.Box.WriteFile("untracked.txt", "x\n");
        Sweep(team, sweep);
        Assert.False(File.Exists(Path.Combine(team.Box.Repo, "untracked.txt")));
        Assert.Equal(2, team.Ov("status", "--json").Ok().Json.GetProperty("agents").GetArrayLength());
        team.Ov("mail", "send", "--to", "alice", "--subject", "s", "--body", "b").Ok();
        Assert.Equal(mails + 1, team.Project.Count("SELECT count(*) FROM message"));
        team.Sling("Work of carol", Team.Worker, "--name", "carol");
        foreach (var name in new[] { "alice", "bob" })
        {
            File.WriteAllText(Path.Combine(team.Worktrees, $"go-{name}"), "go");
        }

        foreach (var name in new[] { "alice", "bob", "carol" })
        {
            team.Wait(name);
            team.Ov("merge", "--branch", team.Agent(name).Branch!).Ok();
            Assert.Equal("work", team.Box.Git("show", $"main:{name}.txt"));
        }

        Assert.Single(Directory.GetFiles(team.Box.Root, "ov.db", SearchOption.AllDirectories));
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM intent WHERE state = 'open'"));
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM task WHERE state <> 'closed'"));
        team.Box.Git("fsck", "--connectivity-only");
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("stash")]
    public void A_project_whose_own_folder_was_never_committed_and_is_swept_away_still_works(string sweep)
    {
        using var box = new Sandbox().InitRepository();
        box.Ov("init", "--test", "--token-file", Path.Combine(box.Home, "token")).Ok();
        box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(box.Home, "token")).Trim();
        box.Variables["OV_CONFIG__WATCH__ENABLED"] = "false";
        box.Ov("task", "add", "Add a file").Ok();
        box.Git(sweep == "clean" ? ["clean", "-qffdx"] : ["stash", "-q", "-a"]);
        Assert.False(Directory.Exists(Path.Combine(box.Repo, ".overstory")));
        Assert.Equal(1, box.Ov("task", "list", "--json").Ok().Json.GetProperty("tasks").GetArrayLength());
        box.Ov("status").Ok();
        box.Ov("sling", "1", "--name", "alice", "--exec", Team.Worker).Ok();
        box.Ov("wait", "alice", "--timeout", "60s");
        box.Ov("merge", "--branch", "overstory/alice/1-add-a-file").Ok();
        // The settings are gone, and that is said.
        Assert.Contains(".overstory/config.yaml is gone", box.Ov("task", "add", "Another").Ok().Stderr, StringComparison.Ordinal);
        Assert.Contains(".overstory/config.yaml is gone", box.Ov("doctor").Stdout, StringComparison.Ordinal);
        box.Ov("init", "--force").Ok();
        Assert.DoesNotContain("is gone", box.Ov("task", "add", "A third").Ok().Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Worktrees_inside_the_project_are_warned_of_and_what_they_committed_survives_a_sweep()
    {
        using var team = new Team("worktrees:\n  dir: .overstory/worktrees\n");
        Assert.Contains("git clean -ffdx", team.Ov("doctor").Ok().Stdout, StringComparison.Ordinal);
        var path = team.Ov("worktree", "create", "topic", "--json").Ok().Json.GetProperty("path").GetString()!;
        Assert.StartsWith(team.Box.Repo + "/", path, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(path, "a.txt"), "work\n");
        team.Box.Run("git", ["add", "-A"], path).Ok();
        team.Box.Run("git", ["commit", "-qm", "Work"], path).Ok();
        team.Box.Git("clean", "-qffdx");
        Assert.True(team.Ov("worktree", "list", "--json").Ok().Json.GetProperty("worktrees")[0].GetProperty("missing").GetBoolean());
        Assert.Contains("ov worktree prune", team.Ov("doctor").Ok().Stdout, StringComparison.Ordinal);
        team.Ov("worktree", "open", "topic").Refused(3, "not-found");
        team.Ov("worktree", "prune").Ok();
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM port"));
        Assert.Equal("work", team.Box.Git("log", "--all", "--format=%s", "--grep=^Work$").ToLowerInvariant());
    }

    private static void Sweep(Team team, string sweep)
    {
        if (sweep == "clean")
        {
            team.Box.Git("clean", "-qffdx");
        }
        else
        {
            team.Box.Git("stash", "-q", "-a");
        }
    }
}
