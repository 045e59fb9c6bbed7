using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Worktrees;

/// <summary>Uncommitted work that is kept now and then, and brought back.</summary>
public sealed class WipTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly RunRecord _run;
    private readonly AgentRecord _agent;
    private readonly string _folder;
    private readonly OvApp _app;

    public WipTests()
    {
        _folder = Path.Combine(_project.Folder, "tree");
        _project.Write(".gitignore", ".env\nlocal\n");
        _project.Git("add", "-A");
        _project.Git("commit", "-q", "-m", "Ignore");
        _project.Git("worktree", "add", "-q", "-b", "side", _folder);
        _run = _project.AddRun();
        _agent = _project.AddAgent(_run, "builder-1");
        _app = _project.App();
        _app.Ledger.Write(tx => WorktreeStore.Insert(tx, new WorktreeRecord("worktree-1", _agent.Id, _run.Id, _folder, "side", "", WorktreeState.Ready, [], tx.Now, null, null)));
        _app.Ledger.Write(tx => WorktreeStore.SetWritten(tx, "worktree-1", ["local", "was-ignored"]));
    }

    private WipRestorer Restorer => new(_app, Caller.Watch);

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void It_keeps_what_is_uncommitted_and_never_what_is_ignored_copied_in_or_too_big()
    {
        Write("README.md", "changed\n");
        Write("new/file.txt", "new\n");
        Write(".env", "SECRET=1\n");
        Write("was-ignored", "SECRET=2\n");
        using (var big = File.Create(Path.Combine(_folder, "big.bin")))
        {
            big.SetLength(11 << 20);
        }

        _project.GitIn(_folder, "add", "README.md");
        var (index, status) = (File.ReadAllBytes(Path.Combine(_project.Root, ".git", "worktrees", "tree", "index")), Status());
        var name = Keep();

        Assert.StartsWith("refs/overstory/wip/builder-1/", name);
        Assert.Equal([".gitignore", "README.md", "new/file.txt"], _project.Git("ls-tree", "-r", "--name-only", name!).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("changed\n", _project.Git("show", $"{name}:README.md"));
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(_project.Root, ".git", "worktrees", "tree", "index")));
        Assert.Equal(status, Status());
        var kept = Restorer.Of(_agent).Single();
        Assert.Equal(("test", "side", "big.bin (11.0 MiB)"), (kept.Why, kept.Branch, kept.LeftOut.Single()));
    }

    [Theory]
    [InlineData(AgentState.Failed, 1)]
    [InlineData(AgentState.Completed, 0)]
    public void What_the_last_turn_of_a_failed_agent_left_is_kept_too(AgentState end, int kept)
    {
        Write("README.md", "half done\n");
        _app.Ledger.Write(tx => AgentStore.Move(tx, _agent, end, "test"));
        WipKeeper.Between(_app, _agent.Id, "after turn 5");
        Assert.Equal(kept, Restorer.Of(_agent).Count);
    }

    [Fact]
    public void Nothing_new_is_not_kept_again_and_only_the_newest_twenty_stay()
    {
        Assert.Null(Keep());
        for (var i = 0; i < 23; i++)
        {
            Write("file", $"{i}\n");
            Assert.NotNull(Keep());
            Assert.Null(Keep());
        }

        var kept = Restorer.Of(_agent);
        Assert.Equal((20, "22\n"), (kept.Count, _project.Git("show", $"{kept[0].Commit}:file")));
    }

    [Fact]
    public void It_comes_back_only_where_nothing_is_written_over()
    {
        Write("README.md", "half done\n");
        Keep();
        Assert.Equal("state", Refusal(() => Restorer.Restore(_agent, 1, false, null)));
        _app.Ledger.Write(tx => AgentEnder.End(tx, tx.Files, AgentStore.ById(tx.Sql, _agent.Id)!, AgentState.Stopped, "operator", "over", TaskAfter.Keep));

        Write("README.md", "another thing\n");
        Assert.Equal("dirty", Refusal(() => Restorer.Restore(_agent, 1, false, null)));
        var backup = Restorer.Restore(_agent, 1, true, null).Backup;
        Assert.Equal(("half done\n", "another thing\n"), (Read("README.md"), _project.Git("show", $"{backup}:README.md")));

        _project.GitIn(_folder, "checkout", "-q", "--", "README.md");
        Assert.Null(Restorer.Restore(_agent, 1, false, null).Backup);
        Assert.Equal("half done\n", Read("README.md"));

        _project.GitIn(_folder, "commit", "-qam", "Moved on");
        Assert.Equal("state", Refusal(() => Restorer.Restore(_agent, 1, false, null)));
        var elsewhere = Path.Combine(_project.Folder, "rescued");
        Restorer.Restore(_agent, 1, false, elsewhere);
        Assert.Equal("half done\n", File.ReadAllText(Path.Combine(elsewhere, "README.md")));
        Assert.Equal("usage", Refusal(() => Restorer.Restore(_agent, 2, false, elsewhere)));
    }

    [Fact]
    public void An_agent_at_work_is_looked_at_again_only_after_it_did_something_and_a_while_later()
    {
        var (now, while_) = (_app.Ledger.Now, TimeSpan.FromMinutes(10));
        Assert.Empty(Unkept(now - while_));
        Assert.Equal("worktree-1", Unkept(now + while_).Single().Id);
        _app.Ledger.Write(tx => WorktreeStore.SetKept(tx, "worktree-1"));
        Assert.Empty(Unkept(now.AddDays(1)));
        var plan = _app.Ledger.Read(sql => sql.All("EXPLAIN QUERY PLAN SELECT worktree.* FROM agent INDEXED BY agent_living JOIN worktree ON worktree.agent_id = agent.id AND worktree.removed_at IS NULL WHERE agent.ended_at IS NULL", row => row.Text("detail")));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN worktree", StringComparison.Ordinal));
    }

    private List<WorktreeRecord> Unkept(DateTimeOffset before) => _app.Ledger.Read(sql => WorktreeStore.Unkept(sql, before));

    private string? Keep() => WipKeeper.Keep(_app, _app.Ledger.Read(sql => WorktreeStore.ById(sql, "worktree-1"))!, "builder-1", "test");

    private string Status() => _project.GitIn(_folder, "status", "--porcelain");

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder, path));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    private static string Refusal(Func<object> act) => Assert.Throws<OvException>(act).Code.Name;
}
