using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Worktrees;

/// <summary>Checkouts of some folders only: the agent can add more, and merging sees everything.</summary>
public sealed class SparseTests : IDisposable
{
    private readonly Team _team = new();

    private Sandbox Box => _team.Box;

    public SparseTests()
    {
        foreach (var folder in new[] { "src/login", "src/export", "docs" })
        {
            Box.WriteFile($"{folder}/file.txt", folder + "\n");
        }

        Box.Git("add", "-A");
        Box.Git("commit", "-q", "-m", "Folders");
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_sparse_agent_sees_its_folders_and_the_root_can_widen_and_lands_as_any_other()
    {
        var agent = _team.Sling("Work on the login", null, "--name", "alice", "--files", "src/login/**", "--sparse");
        var path = agent.GetProperty("worktree").GetString()!;
        Assert.True(File.Exists(Path.Combine(path, "README.md")));
        Assert.True(File.Exists(Path.Combine(path, "src/login/file.txt")));
        Assert.False(Directory.Exists(Path.Combine(path, "docs")));
        Assert.False(File.Exists(Path.Combine(path, "src/export/file.txt")));
        Assert.Contains("git sparse-checkout add", File.ReadAllText(_team.Project.Files.Agent(agent.GetProperty("agentId").GetString()!).Overlay), StringComparison.Ordinal);
        Assert.Equal("src/login", Box.Run("ov", ["worktree", "current", "--json"], path).Ok().Json.GetProperty("sparse")[0].GetString());

        Box.Run("git", ["sparse-checkout", "add", "docs"], path).Ok();
        Assert.True(File.Exists(Path.Combine(path, "docs/file.txt")));
        File.WriteAllText(Path.Combine(path, "src/login/file.txt"), "changed\n");
        Box.Run("git", ["commit", "-qam", "Login"], path).Ok();
        _team.Project.OvAs("alice", "task", "done", "--summary", "done").Ok();
        _team.Until("it ends", "SELECT count(*) FROM agent WHERE ended_at IS NOT NULL");
        _team.Ov("merge", "--branch", agent.GetProperty("branch").GetString()!).Ok();
        Assert.Equal("changed", Box.Git("show", "main:src/login/file.txt"));
        Assert.Equal("docs/file.txt", Box.Git("ls-tree", "-r", "--name-only", "main", "docs"));
        Assert.Equal("", Box.Git("status", "--porcelain"));
        Assert.Equal("false", Box.Git("config", "core.bare"));
    }

    [Fact]
    public void Uncommitted_work_of_a_sparse_worktree_is_kept_whole()
    {
        var path = _team.Sling("Work on the login", null, "--name", "alice", "--files", "src/login/**", "--sparse").GetProperty("worktree").GetString()!;
        File.WriteAllText(Path.Combine(path, "src/login/new.txt"), "new\n");
        _team.Ov("stop", "alice").Ok();
        _team.Ov("worktree", "remove", "alice", "--force").Ok();
        var backup = Box.Git("for-each-ref", "--format=%(refname)", "refs/overstory/backup").Split('\n').Single();
        Assert.Equal("new", Box.Git("show", $"{backup}:src/login/new.txt"));
        Assert.Equal("docs", Box.Git("show", $"{backup}:docs/file.txt"));
    }

    [Fact]
    public void Gates_see_the_whole_tree_even_where_the_project_itself_is_sparse()
    {
        using var project = new OvProject("watch:\n  enabled: false\n", check: "test -e docs/file.txt && test -e src/export/file.txt");
        foreach (var folder in new[] { "src/export", "docs" })
        {
            project.Box.WriteFile($"{folder}/file.txt", "x\n");
        }

        project.Box.Git("add", "-A");
        project.Box.Git("commit", "-q", "-m", "Folders");
        project.Box.Git("sparse-checkout", "set", "--cone", "docs");
        project.Ov("run", "start", "sprint", "--target", "main").Ok();
        project.Ov("sling", "Some work", "--name", "alice", "--exec", Team.Worker).Ok();
        project.Ov("wait", "alice", "--timeout", "60s");
        project.Ov("merge", "--branch", "overstory/alice/1-some-work").Ok();
    }

    [Fact]
    public void By_configuration_a_scope_narrows_and_no_scope_does_not()
    {
        using var team = new Team("worktrees:\n  sparse: scope\n  sparseAlways: [docs]\n");
        foreach (var folder in new[] { "src/login", "src/export", "docs" })
        {
            team.Box.WriteFile($"{folder}/file.txt", folder + "\n");
        }

        team.Box.Git("add", "-A");
        team.Box.Git("commit", "-q", "-m", "Folders");
        var narrow = team.Sling("Narrow work", null, "--files", "src/login/*.txt").GetProperty("worktree").GetString()!;
        Assert.True(File.Exists(Path.Combine(narrow, "docs/file.txt")));
        Assert.False(Directory.Exists(Path.Combine(narrow, "src/export")));
        Assert.True(Directory.Exists(Path.Combine(team.Sling("Wide work", null).GetProperty("worktree").GetString()!, "src/export")));
        Assert.True(Directory.Exists(Path.Combine(team.Sling("Full work", null, "--files", "src/export/**", "--no-sparse").GetProperty("worktree").GetString()!, "src/login")));
        team.Ov("stop", "--all").Ok();
        var warned = team.Sling("Every page", null, "--files", "**/*.md", "--sparse");
        Assert.Contains("full", warned.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_bare_repository_a_sparse_worktree_leaves_the_others_alone()
    {
        using var box = new Sandbox();
        box.InitRepository();
        box.WriteFile("src/a.txt", "a\n");
        box.WriteFile("docs/b.txt", "b\n");
        box.Git("add", "-A");
        box.Git("commit", "-q", "-m", "Folders");
        var bare = Path.Combine(box.Root, "bare.git");
        box.Git("clone", "-q", "--bare", ".", bare);
        box.Run("ov", ["init", "--test", "--token-file", Path.Combine(box.Home, "token")], bare).Ok();
        box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(box.Home, "token")).Trim();
        box.Run("ov", ["worktree", "create", "full"], bare).Ok();
        var sparse = box.Run("ov", ["worktree", "create", "narrow", "--scope", "src/**", "--sparse", "--json"], bare).Ok().Json.GetProperty("path").GetString()!;
        var full = box.Run("ov", ["worktree", "open", "full"], bare).Ok().Stdout.Trim();
        Assert.False(Directory.Exists(Path.Combine(sparse, "docs")));
        Assert.Equal("", box.Run("git", ["status", "--porcelain"], full).Ok().Stdout);
        Assert.Equal("", box.Run("git", ["status", "--porcelain"], sparse).Ok().Stdout);
        Assert.Equal("true", box.Run("git", ["rev-parse", "--is-bare-repository"], bare).Ok().Stdout.Trim());
        Assert.Equal("false", box.Run("git", ["rev-parse", "--is-bare-repository"], full).Ok().Stdout.Trim());
    }
}
