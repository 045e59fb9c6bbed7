using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Worktrees;

/// <summary>
/// Folders that setup fills are kept by their lock file. The file system here cannot share blocks, so these tests copy; that a clone is
/// asked for first, and skipped with a word where there is none, is seen in the last one.
/// </summary>
public sealed class CacheTests
{
    private const string Setup = "setup:\n  - command: test -e deps/installed || { mkdir -p deps/bin && cp lock deps/installed && ln -s ../installed deps/bin/tool && echo ran >> ../ran; }\n";

    private static string Config(string more) => Setup + "worktrees:\n  caches:\n    - path: deps\n      key: [lock]\n" + more;

    private static Team Project(string more)
    {
        var team = new Team(Config(more));
        team.Box.WriteFile("lock", "one\n");
        team.Box.WriteFile(".gitignore", "deps\n");
        team.Box.Git("add", "-A");
        team.Box.Git("commit", "-q", "-m", "A lock file");
        return team;
    }

    private static int Runs(Team team) => File.Exists(Path.Combine(team.Worktrees, "ran")) ? File.ReadAllLines(Path.Combine(team.Worktrees, "ran")).Length : 0;

    private static string Make(Team team, string name, params string[] more) =>
        team.Ov(["worktree", "create", name, "--trust", "--json", .. more]).Ok().Json.GetProperty("path").GetString()!;

    private static string Entry(Team team) => Directory.GetDirectories(Path.Combine(team.Project.Files.Folder, "cache")).Single();

    [Fact]
    public void A_second_worktree_of_the_same_lock_gets_its_own_copy_and_another_lock_runs_setup()
    {
        using var team = Project("  cacheCopy: copy\n");
        var first = Make(team, "one");
        var second = Make(team, "two");
        Assert.Equal(1, Runs(team));
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(second, "deps/bin/tool")));
        Assert.Equal("../installed", new FileInfo(Path.Combine(second, "deps/bin/tool")).LinkTarget);
        Assert.Null(new DirectoryInfo(Path.Combine(second, "deps")).LinkTarget);
        File.WriteAllText(Path.Combine(second, "deps/installed"), "changed\n");
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(first, "deps/installed")));
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(Make(team, "three"), "deps/installed")));

        team.Box.WriteFile("lock", "two\n");
        team.Box.Git("commit", "-qam", "Another lock");
        Assert.Equal("two\n", File.ReadAllText(Path.Combine(Make(team, "four"), "deps/installed")));
        Assert.Equal(2, Runs(team));
    }

    [Fact]
    public void Setup_is_skipped_when_everything_was_kept_and_that_is_configured()
    {
        using var team = Project("  cacheCopy: copy\n  cacheSkipsSetup: true\n");
        Make(team, "one");
        var made = team.Ov("worktree", "create", "two", "--json").Ok().Json;
        Assert.Equal(0, made.GetProperty("setup").GetArrayLength());
        Assert.True(File.Exists(Path.Combine(made.GetProperty("path").GetString()!, "deps/installed")));
    }

    [Theory]
    [InlineData("tree/installed", "damaged")]
    [InlineData("manifest", "damaged")]
    public void What_was_kept_and_no_longer_fits_is_thrown_away_and_made_anew(string file, string words)
    {
        using var team = Project("  cacheCopy: copy\n");
        Make(team, "one");
        File.AppendAllText(Path.Combine(Entry(team), file), "");
        File.WriteAllText(Path.Combine(Entry(team), file), "xxx\n");
        var run = team.Ov("worktree", "create", "two", "--json").Ok();
        Assert.Contains(words, run.Stderr, StringComparison.Ordinal);
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(run.Json.GetProperty("path").GetString()!, "deps/installed")));
        Assert.Equal(2, Runs(team));
        Make(team, "three");
        Assert.Equal(2, Runs(team));
    }

    [Fact]
    public async Task Fillers_that_race_leave_one_whole_entry()
    {
        using var team = Project("  cacheCopy: copy\n");
        team.Ov("worktree", "create", "zero", "--trust").Ok();
        Directory.Delete(Entry(team), recursive: true);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => (await team.Box.RunAsync("ov", ["worktree", "create", $"topic-{i}", "--json"], limit: TimeSpan.FromMinutes(3))).Ok()));
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(Entry(team), "tree/installed")));
        var before = Runs(team);
        Make(team, "last");
        Assert.Equal(before, Runs(team));
    }

    [Fact]
    public void A_folder_with_links_into_its_own_worktree_is_not_kept()
    {
        using var team = new Team("setup:\n  - command: mkdir deps && ln -s \"$PWD/lock\" deps/link\nworktrees:\n  cacheCopy: copy\n  caches: [{path: deps, key: lock}]\n");
        team.Box.WriteFile("lock", "one\n");
        team.Box.Git("add", "-A");
        team.Box.Git("commit", "-q", "-m", "A lock file");
        Assert.Contains("not kept", team.Ov("worktree", "create", "one", "--trust").Ok().Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_is_pruned_and_agents_are_served_too()
    {
        using var team = Project("  cacheCopy: copy\n  cacheSize: 1\n");
        Make(team, "one");
        Assert.Empty(Directory.GetDirectories(Path.Combine(team.Project.Files.Folder, "cache")));
        team.Box.WriteFile(".overstory/config.local.yaml", Team.Quiet + Config("  cacheCopy: copy\n"));
        team.Sling("Some work", null);
        var second = team.Sling("More work", null).GetProperty("worktree").GetString()!;
        Assert.True(File.Exists(Path.Combine(second, "deps/installed")));
        Assert.Equal(2, Runs(team));
    }

    [Fact]
    public void Without_a_way_to_share_blocks_nothing_is_copied_unless_configured_and_that_is_said()
    {
        using var team = Project("");
        var run = team.Ov("worktree", "create", "one", "--trust", "--json").Ok();
        Make(team, "two");
        // On a file system that can, the second one is a clone and nothing needs to be said.
        Assert.Equal(run.Stderr.Contains("cannot share blocks", StringComparison.Ordinal) ? 2 : 1, Runs(team));
    }
}
