using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Worktrees;

/// <summary>A file of ours in a worktree, for a program that reads it nowhere else.</summary>
public sealed class HiddenFilesTests : IDisposable
{
    private const string Relative = ".tool/settings.json";

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void It_cannot_be_committed_is_written_anew_and_is_an_ordinary_file_again_once_no_worktree_holds_it()
    {
        using var app = _project.App();
        var (one, two) = (Worktree(app, "one"), Worktree(app, "two"));
        Assert.True(HiddenFiles.Write(app, one, Relative, "1"));
        Assert.True(HiddenFiles.Write(app, Now(app, one), Relative, "2"));
        Assert.True(HiddenFiles.Write(app, two, Relative, "3"));
        Assert.Equal("2", File.ReadAllText(Path.Combine(one.Path, Relative)));
        _project.Git("-C", one.Path, "add", "-A");
        Assert.Equal("", _project.Git("-C", one.Path, "status", "--porcelain"));
        Assert.Equal([Relative], Now(app, one).Written);

        Remove(app, one);
        Assert.Equal([$"/{Relative}"], GitExcludes.List(app.Project.CommonDir));
        Remove(app, two);
        Assert.Empty(GitExcludes.List(app.Project.CommonDir));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_project_tracks_or_somebody_made_stays_as_it_is(bool tracked)
    {
        using var app = _project.App();
        var worktree = Worktree(app, "one");
        Directory.CreateDirectory(Path.Combine(worktree.Path, ".tool"));
        File.WriteAllText(Path.Combine(worktree.Path, Relative), "theirs");
        if (tracked)
        {
            _project.Git("-C", worktree.Path, "add", Relative);
        }

        Assert.False(HiddenFiles.Write(app, worktree, Relative, "ours"));
        Assert.Equal("theirs", File.ReadAllText(Path.Combine(worktree.Path, Relative)));
        Assert.Empty(GitExcludes.List(app.Project.CommonDir));
        Assert.Empty(Now(app, worktree).Written);
    }

    private WorktreeRecord Worktree(Core.OvApp app, string name)
    {
        var path = Path.Combine(_project.Folder, name);
        _project.Git("worktree", "add", "-q", "-b", name, path);
        return app.Ledger.Write(tx =>
        {
            var row = new WorktreeRecord(tx.NewId("worktree"), null, null, path, name, "main", WorktreeState.Ready, [], tx.Now, null, null);
            WorktreeStore.Insert(tx, row);
            return row;
        });
    }

    private static WorktreeRecord Now(Core.OvApp app, WorktreeRecord worktree) => app.Ledger.Read(sql => WorktreeStore.ById(sql, worktree.Id))!;

    private static void Remove(Core.OvApp app, WorktreeRecord worktree)
    {
        app.Ledger.Write(tx => WorktreeStore.SetRemoved(tx, worktree.Id, null));
        HiddenFiles.Forget(app, worktree.Id);
    }
}
