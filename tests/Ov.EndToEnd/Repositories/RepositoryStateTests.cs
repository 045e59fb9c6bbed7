using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Repositories;

/// <summary>
/// Repositories as they are found in life: each command gives the right outcome, or an honest refusal that changes nothing. A state that allows
/// work is worked in to the end: init, sling, done, merge, clean, doctor.
/// </summary>
public sealed class RepositoryStateTests : IDisposable
{
    private static readonly string[] Codes = ["state", "no-commit", "not-found", "usage", "dirty", "target-dirty", "git-failed", "tool-missing", "setup-failed", "not-a-repository", "failed"];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    /// <summary>A whole day's work is possible here.</summary>
    public static TheoryData<string> Workable =>
    [
        "plain", "shallow", "detached", "mid-merge", "mid-rebase", "submodule", "lfs-stub", "worktree-config", "branch-and-tag", "sha256", "case-twins", "failing-hooks",
        "gpgsign", "odd-refs", "packed-refs", "autocrlf", "old-sparse", "no-identity", "dirty",
    ];

    [Theory]
    [MemberData(nameof(Workable))]
    public void A_days_work_goes_to_its_end_in(string state)
    {
        Arrange(state);
        var before = Marks();
        Init();
        Ov("run", "start", "sprint").Ok();
        Ov("status", "--json").Ok();
        Ov("sling", "Add a file", "--name", "alice", "--exec", Team.Worker).Ok();
        Ov("wait", "alice", "--timeout", "60s");
        Ov("merge", "--branch", "overstory/alice/1-add-a-file").Ok();
        Assert.Equal("work", _box.Git("cat-file", "-p", "refs/heads/ov/sprint:alice.txt"));
        Ov("worktree", "create", "topic", "--from", "refs/heads/ov/sprint").Ok();
        Ov("worktree", "status", "--json").Ok();
        Ov("worktree", "remove", "topic").Ok();
        Ov("worktree", "clean", "--all").Ok();
        Assert.Equal(1, _box.Git("worktree", "list", "--porcelain").Split('\n').Count(line => line.StartsWith("worktree ", StringComparison.Ordinal) && !line.Contains("/overstory/integration/", StringComparison.Ordinal)));
        var doctor = Ov("doctor", "--json");
        Assert.True(doctor.ExitCode is 0 or 7, doctor.ToString());
        // What the user had begun is as it was.
        Assert.Equal(before, Marks());
        _box.Git("fsck", "--connectivity-only");
    }

    [Theory]
    [InlineData("no-commits")]
    [InlineData("lfs-missing")]
    [InlineData("missing-target")]
    public void What_cannot_work_is_refused_with_a_sentence_and_leaves_no_trace(string state)
    {
        Arrange(state);
        Init();
        Ov("status", "--json").Ok();
        if (state != "no-commits")
        {
            Ov("run", "start", "sprint").Ok();
        }

        if (state == "missing-target")
        {
            _box.Git("branch", "-D", "ov/sprint");
        }

        // The task is the user's own words: written down before, so that the start alone is tried.
        var work = state == "no-commits" ? "Add a file" : Ov("task", "add", "Add a file", "--json").Ok().Json.GetProperty("taskId").GetString()!;
        var before = Everything();
        Refused(Ov("sling", work, "--name", "alice", "--exec", "true", "--json"));
        if (state != "missing-target")
        {
            Refused(Ov("worktree", "create", "topic", "--json"));
        }

        Refused(Ov("merge", "--branch", "overstory/alice/1-add-a-file", "--json"));
        Ov("worktree", "clean").Ok();
        Assert.True(Ov("doctor").ExitCode is 0 or 7);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void Without_a_commit_every_way_to_begin_says_what_is_missing()
    {
        Arrange("no-commits");
        Init();
        foreach (var begin in new[] { new[] { "sling", "Add a file", "--exec", "true" }, ["worktree", "create", "topic"], ["run", "start", "sprint"], ["run", "start", "sprint", "--target", "main"] })
        {
            var refusal = Ov([.. begin, "--json"]);
            Assert.True(refusal.ExitCode is 3 or 4, refusal.ToString());
            Assert.Contains("first commit", refusal.Json.GetProperty("hint").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_branch_that_is_being_rebased_is_nobodys_to_check_out_or_move()
    {
        Arrange("mid-rebase");
        Init();
        Ov("run", "start", "sprint", "--target", "main").Ok();
        var before = Everything();
        Assert.Contains("being rebased", Ov("worktree", "create", "main").Refused(4, "state").Stderr, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
        var (marks, main) = (Marks(), _box.Git("rev-parse", "refs/heads/main"));
        _box.Git("branch", "work", _box.Git("commit-tree", "-p", "main", "-m", "Work", "main^{tree}"));
        Ov("merge", "--branch", "work").Refused(4, "target-dirty");
        Assert.Equal((marks, main), (Marks(), _box.Git("rev-parse", "refs/heads/main")));
        _box.Git("rebase", "--abort");
        Ov("merge", "--all").Ok();
        Assert.Equal("", _box.Git("log", "--format=%s", "refs/heads/main..work"));
    }

    [Fact]
    public void A_start_that_fails_keeps_the_words_it_was_given_as_a_task_and_says_so()
    {
        Arrange("lfs-missing");
        Init();
        Ov("run", "start", "sprint").Ok();
        var refusal = Ov("sling", "Add a file", "--exec", "true", "--json").Refused(1, "git-failed").Json;
        Assert.Contains("the filter lfs: install its program", refusal.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Contains("ov sling 1", refusal.GetProperty("hint").GetString(), StringComparison.Ordinal);
        var task = Ov("task", "list", "--json").Ok().Json.GetProperty("tasks")[0];
        Assert.Equal((refusal.GetProperty("taskId").GetString(), "pending"), (task.GetProperty("id").GetString(), task.GetProperty("state").GetString()));
        File.WriteAllText(Path.Combine(_box.Bin, "git-big"), "#!/bin/sh\ncat\n");
        File.SetUnixFileMode(Path.Combine(_box.Bin, "git-big"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Ov("sling", "1", "--name", "alice", "--exec", Team.Worker).Ok();
        Ov("wait", "alice", "--timeout", "60s");
        Ov("merge", "--branch", "overstory/alice/1-add-a-file").Ok();
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ünï-çødé 漢字")]
    [InlineData("emoji-🦊")]
    [InlineData("new\nline")]
    [InlineData("quote'\"$(id)")]
    [InlineData("-dash")]
    public void Any_folder_name_will_do(string name)
    {
        var folder = Path.Combine(_box.Root, name);
        Directory.CreateDirectory(folder);
        _box.Run("git", ["init", "-q"], folder).Ok();
        File.WriteAllText(Path.Combine(folder, "README.md"), "# Sample\n");
        _box.Run("git", ["add", "-A"], folder).Ok();
        _box.Run("git", ["commit", "-qm", "First"], folder).Ok();
        OvRun Here(params string[] args) => _box.Run("ov", args, folder);
        Here("init", "--test", "--token-file", Path.Combine(_box.Home, "token")).Ok();
        _box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(_box.Home, "token")).Trim();
        File.WriteAllText(Path.Combine(folder, ".overstory/config.local.yaml"), Team.Quiet);
        Here("run", "start", "sprint").Ok();
        Here("sling", "Add a file", "--name", "alice", "--exec", Team.Worker).Ok();
        Here("wait", "alice", "--timeout", "60s");
        Here("merge", "--branch", "overstory/alice/1-add-a-file").Ok();
        Here("status", "--json").Ok();
        Here("worktree", "clean", "--json").Ok();
        Assert.True(Here("doctor").ExitCode is 0 or 7);
    }

    [Fact]
    public void A_bare_repository_serves_worktrees_merges_and_clean()
    {
        _box.InitRepository();
        var bare = Path.Combine(_box.Root, "bare.git");
        _box.Git("clone", "-q", "--bare", ".", bare);
        OvRun Here(params string[] args) => _box.Run("ov", args, bare);
        Here("init", "--test", "--token-file", Path.Combine(_box.Home, "token")).Ok();
        _box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(_box.Home, "token")).Trim();
        _box.Variables["OV_CONFIG__WATCH__ENABLED"] = "false";
        Here("run", "start", "sprint", "--target", "main").Ok();
        Here("sling", "Add a file", "--name", "alice", "--exec", Team.Worker).Ok();
        Here("wait", "alice", "--timeout", "60s");
        Here("merge", "--branch", "overstory/alice/1-add-a-file").Ok();
        Assert.Equal("work", _box.Run("git", ["show", "main:alice.txt"], bare).Ok().Stdout.Trim());
        Here("status", "--json").Ok();
        Here("worktree", "clean").Ok();
        Assert.True(Here("doctor").ExitCode is 0 or 7);
    }

    [Fact]
    public void From_inside_somebodys_own_worktree_it_is_the_same_project()
    {
        _box.InitRepository();
        Init();
        _box.Git("worktree", "add", "-q", "../mine", "-b", "mine");
        var mine = Path.Combine(_box.Root, "mine");
        _box.Run("ov", ["run", "start", "sprint", "--target", "mine"], mine).Ok();
        _box.Run("ov", ["sling", "Add a file", "--name", "alice", "--exec", Team.Worker], mine).Ok();
        _box.Run("ov", ["wait", "alice", "--timeout", "60s"], mine);
        _box.Run("ov", ["merge", "--branch", "overstory/alice/1-add-a-file"], mine).Ok();
        Assert.True(File.Exists(Path.Combine(mine, "alice.txt")));
        Assert.Equal("sprint", Ov("run", "list", "--json").Ok().Json.GetProperty("runs")[0].GetProperty("name").GetString());
        Ov("worktree", "remove", "../mine").Refused(4, "foreign");
    }

    private OvRun Ov(params string[] args) => _box.Ov(args);

    private void Init()
    {
        Ov("init", "--test", "--token-file", Path.Combine(_box.Home, "token")).Ok();
        _box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(_box.Home, "token")).Trim();
        _box.WriteFile(".overstory/config.local.yaml", Team.Quiet);
    }

    private static void Refused(OvRun run)
    {
        Assert.InRange(run.ExitCode, 1, 8);
        var code = run.Json.GetProperty("code").GetString()!;
        Assert.Contains(code, Codes);
        Assert.True(code == "git-failed" || run.Json.GetProperty("error").GetString()!.EndsWith('.'), run.ToString());
    }

    /// <summary>What a user has under way in the checkout.</summary>
    private string Marks() => string.Join('\n', new[]
    {
        _box.Run("git", ["status", "--porcelain=v2", "--branch", "--", ".", ":!.overstory"]).Stdout,
        string.Join(' ', new[] { "MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD" }.Where(name => Path.Exists(Path.Combine(_box.Repo, ".git", name)))),
        _box.Run("git", ["stash", "list"]).Stdout,
    });

    private string Everything() => Marks() + _box.Run("git", ["for-each-ref"]).Stdout + _box.Run("git", ["worktree", "list"]).Stdout + Count("agent") + Count("task") + Count("worktree") + Count("port");

    private string Count(string table)
    {
        using var ledger = Core.Ledger.OvLedger.Open(Core.Ledger.LedgerFiles.In(Path.Combine(_box.Repo, ".git")), new Core.OvEnvironment(
            _box.Repo, new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false));
        return $" {ledger.Read(sql => sql.Number($"SELECT count(*) FROM {table}{(table == "worktree" ? " WHERE removed_at IS NULL" : table == "agent" ? " WHERE ended_at IS NULL" : "")}"))}";
    }

    private void Arrange(string state)
    {
        if (state is "no-commits" or "sha256")
        {
            _box.Git(["init", "-q", .. state == "sha256" ? new[] { "--object-format=sha256" } : []]);
            if (state == "no-commits")
            {
                return;
            }

            _box.WriteFile("README.md", "# Sample\n");
            _box.Git("add", "-A");
            _box.Git("commit", "-q", "-m", "First");
            return;
        }

        _box.InitRepository();
        RepositoryStates.Arrange(_box, state);
    }
}
