using System.Text.Json;

namespace Ov.EndToEnd.Agents;

/// <summary>What a new worktree is given before its agent starts, and what is left when that fails: nothing.</summary>
public sealed class SlingSetupTests
{
    [Fact]
    public void Setup_commands_run_once_approved_in_order_timed_and_logged()
    {
        using var team = new Team("setup:\n  - command: echo one > made; echo said\n  - command: echo two >> made\n");
        team.Ov("sling", "Some work", "--json").Refused(4, "untrusted");
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM task"));
        var result = team.Ov("sling", "Some work", "--trust", "--json").Ok().Json.GetProperty("results")[0];
        Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(result.GetProperty("worktree").GetString()!, "made")));
        Assert.Equal(2, result.GetProperty("setup").GetArrayLength());
        Assert.Contains("said", File.ReadAllText(team.Project.Files.Agent(result.GetProperty("agentId").GetString()!).SetupLog));
        team.Ov("sling", "More work", "--json").Ok();
    }

    [Fact]
    public async Task A_worktree_in_setup_is_shown_as_preparing()
    {
        using var team = new Team("setup:\n  - command: mkfifo ../gate && echo there > ../there && cat ../gate\n");
        var sling = team.Box.OvAsync("sling", "Some work", "--trust", "--json");
        Team.LineOf(Path.Combine(team.Worktrees, "there"));
        Assert.Equal(["preparing"], team.Project.Rows("SELECT state FROM worktree", row => row.Text("state")));
        Assert.Equal("booting", team.Agent("builder-1").State.ToString().ToLowerInvariant());
        team.Ov("stop", "builder-1", "--json").Refused(75, "busy");
        File.WriteAllText(Path.Combine(team.Worktrees, "gate"), "go");
        (await sling).Ok();
        Assert.Equal(["ready"], team.Project.Rows("SELECT state FROM worktree", row => row.Text("state")));
    }

    [Fact]
    public void A_setup_that_fails_leaves_nothing_behind_but_its_log()
    {
        using var team = new Team("setup:\n  - command: sleep 1000 & echo broken >&2; exit 3\n");
        var task = team.AddTask("Some work");
        var failed = team.Ov("sling", task, "--trust", "--json").Refused(1, "setup-failed");
        Assert.Contains("broken", failed.Json.GetProperty("error").GetString());
        RequireNothing(team, task);
    }

    [Fact]
    public async Task A_sling_that_is_interrupted_leaves_nothing_behind()
    {
        using var team = new Team("setup:\n  - command: echo there > ../there && sleep 1000\n");
        var (first, second) = (team.AddTask("Some work"), team.AddTask("More work"));
        var pidFile = Path.Combine(team.Box.Root, "sling.pid");
        var sling = team.Box.RunAsync("sh", ["-c", $"echo $$ > {pidFile}; exec ov sling {first} {second} --trust --json"]);
        Team.LineOf(Path.Combine(team.Worktrees, "there"));
        team.Box.Run("sh", ["-c", $"kill -INT $(cat {pidFile})"]).Ok();
        (await sling).Refused(130, "interrupted");
        File.Delete(Path.Combine(team.Worktrees, "there"));
        RequireNothing(team, first);
        Assert.Equal("pending", team.TaskState(second));
    }

    [Fact]
    public void Of_several_the_others_start()
    {
        using var team = new Team("setup:\n  - command: test \"$OVERSTORY_AGENT_NAME\" != builder-2\n");
        var run = team.Ov("sling", "One thing", "Two things", "Three things", "--trust", "--json").Exits(9);
        Assert.Equal(["started", "refused", "started"], run.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("state").GetString()));
        team.RequireSound();
    }

    [Fact]
    public void A_worktree_that_git_refuses_leaves_nothing_behind()
    {
        using var team = new Team();
        var task = team.AddTask("Some work");
        // A branch of this name forbids every branch below it.
        team.Box.Git("branch", "overstory");
        team.Ov("sling", task, "--json").Refused(1, "git-failed");
        team.Box.Git("branch", "-D", "overstory");
        RequireNothing(team, task);
    }

    [Fact]
    public void An_agent_folder_that_cannot_be_made_leaves_nothing_behind()
    {
        using var team = new Team();
        var task = team.AddTask("Some work");
        File.WriteAllText(Path.Combine(team.Project.Files.Folder, "agents"), "in the way");
        team.Ov("sling", task, "--json").Refused(1, "failed");
        File.Delete(Path.Combine(team.Project.Files.Folder, "agents"));
        RequireNothing(team, task);
    }

    [Fact]
    public void Ignored_files_that_a_project_names_are_copied_and_tracked_ones_never()
    {
        using var team = new Team();
        team.Box.WriteFile(".gitignore", "*.env\nlocal/\n");
        team.Box.WriteFile(".worktreeinclude", "*.env\nlocal/**\nREADME.md\nuntracked.txt\n");
        team.Box.Git("add", "-A");
        team.Box.Git("commit", "-qm", "Ignore");
        team.Box.WriteFile("dev.env", "SECRET=1\n");
        team.Box.WriteFile("local/deep/settings", "x\n");
        team.Box.WriteFile("untracked.txt", "not ignored\n");
        team.Box.WriteFile("README.md", "changed here, not committed\n");
        var worktree = team.Sling("Some work", null).GetProperty("worktree").GetString()!;
        Assert.Equal("SECRET=1\n", File.ReadAllText(Path.Combine(worktree, "dev.env")));
        Assert.True(File.Exists(Path.Combine(worktree, "local/deep/settings")));
        Assert.False(File.Exists(Path.Combine(worktree, "untracked.txt")));
        Assert.Equal("# Sample\n", File.ReadAllText(Path.Combine(worktree, "README.md")));
        Assert.Equal("", team.Box.Run("git", ["status", "--porcelain"], worktree).Ok().Stdout);
    }

    [Fact]
    public void Hooks_at_a_place_that_the_worktree_lacks_are_named()
    {
        using var team = new Team();
        team.Box.Git("config", "core.hooksPath", ".husky/_");
        Assert.Contains(".husky/_", team.Sling("Some work", null).GetProperty("warnings").EnumerateArray().Last().GetString());
    }

    [Fact]
    public void A_submodule_on_this_machine_is_filled_and_one_elsewhere_is_named()
    {
        using var team = new Team();
        var library = Path.Combine(team.Box.Root, "library");
        Directory.CreateDirectory(library);
        team.Box.Run("git", ["init", "-q", "-b", "main"], library).Ok();
        File.WriteAllText(Path.Combine(library, "lib"), "lib");
        team.Box.Run("git", ["add", "-A"], library).Ok();
        team.Box.Run("git", ["commit", "-qm", "Lib"], library).Ok();
        team.Box.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "library");
        team.Box.Git("commit", "-qm", "Use it");
        var worktree = team.Sling("Some work", null).GetProperty("worktree").GetString()!;
        Assert.True(File.Exists(Path.Combine(worktree, "library/lib")));
        team.Box.Git("config", "-f", ".gitmodules", "submodule.library.url", "https://host.invalid/library.git");
        team.Box.Git("config", "submodule.library.url", "https://host.invalid/library.git");
        team.Box.Git("commit", "-qam", "Moved");
        Assert.Contains("ubmodule", team.Sling("More work", null).GetProperty("warnings").EnumerateArray().Last().GetString());
    }

    private static void RequireNothing(Team team, string task)
    {
        Assert.Empty(team.Branches());
        Assert.Empty(team.WorktreePaths());
        Assert.Empty(Directory.Exists(team.Worktrees) ? Directory.EnumerateFileSystemEntries(team.Worktrees) : []);
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL"));
        Assert.Equal("pending", team.TaskState(task));
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM message WHERE state IN ('queued', 'delivered')"));
        team.RequireSound();
    }
}
