using Ov.Core;
using Ov.Core.Git;

namespace Ov.Tests.Git;

public sealed class GitMergeTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_clean_merge_is_a_tree_and_touches_nothing()
    {
        var (ours, theirs) = Diverge([("a", "1\n")], [("b", "1\n")]);
        var merged = _git.Merge.Build(_git.Root, ours, theirs);
        Assert.True(merged.IsClean);
        Assert.Empty(merged.Conflicts);
        Assert.Equal("a\nb\nbase", _git.Git("ls-tree", "--name-only", merged.Tree));
        Assert.Equal(ours, _git.Git("rev-parse", "HEAD"));
        Assert.Equal("", _git.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_conflict_names_its_files_in_gits_words()
    {
        var (ours, theirs) = Diverge([("base", "ours\n"), ("ä file", "1\n")], [("base", "theirs\n"), ("ä file", "2\n")]);
        var merged = _git.Merge.Build(_git.Root, ours, theirs);
        Assert.False(merged.IsClean);
        Assert.Equal(["base", "ä file"], merged.Conflicts);
        var message = Assert.Single(merged.Messages, m => m.Kind == "CONFLICT (contents)" && m.Paths[0] == "base");
        Assert.Equal("CONFLICT (content): Merge conflict in base", message.Text);
        Assert.Equal("", _git.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_file_deleted_on_one_side_and_changed_on_the_other_is_a_conflict()
    {
        var (ours, _) = Diverge([("base", "ours\n")], []);
        _git.Git("checkout", "--quiet", "other");
        File.Delete(_git.PathOf("base"));
        var theirs = _git.Commit("deleted");
        var merged = _git.Merge.Build(_git.Root, ours, theirs);
        Assert.Equal(["base"], merged.Conflicts);
        Assert.Contains(merged.Messages, m => m.Kind == "CONFLICT (modify/delete)");
    }

    [Fact]
    public void Attributes_are_read_where_the_merge_runs()
    {
        var (ours, theirs) = Diverge([("base", "ours\n")], [("base", "theirs\n")]);
        var side = Path.Combine(_git.Folder, "integration");
        _git.Worktrees.AddDetached(_git.Root, side, ours);
        File.WriteAllText(Path.Combine(side, ".gitattributes"), "base merge=union\n");
        Assert.True(_git.Merge.Build(side, ours, theirs).IsClean);
        Assert.False(_git.Merge.Build(_git.Root, ours, theirs).IsClean);
    }

    [Fact]
    public void A_commit_that_does_not_exist_is_a_failure_and_no_conflict()
    {
        var head = _git.Commit("one");
        Assert.Equal(ErrorCode.GitFailed, Assert.Throws<OvException>(() => _git.Merge.Build(_git.Root, head, new string('1', 40))).Code);
    }

    [Fact]
    public void A_checkout_moves_forward_and_keeps_every_unrelated_edit()
    {
        var (old, next) = TwoSteps();
        _git.Write("staged", "edit\n");
        _git.Git("add", "staged");
        _git.Write("unstaged", "edit\n");
        _git.Write("untracked", "edit\n");
        var before = _git.Git("status", "--porcelain");
        Assert.Equal(FastForwardOutcome.Done, _git.Merge.MoveForward(_git.Root, next).Outcome);
        Assert.Equal(next, _git.Git("rev-parse", "main"));
        Assert.Equal("2\n", _git.Read("moving"));
        Assert.Equal(before, _git.Git("status", "--porcelain"));
        Assert.Equal(("edit\n", "edit\n", "edit\n"), (_git.Read("staged"), _git.Read("unstaged"), _git.Read("untracked")));
        Assert.NotEqual(old, next);
    }

    [Fact]
    public void Overlapping_edits_refuse_the_move_by_name_and_stay_untouched()
    {
        var (old, next) = TwoSteps();
        _git.Write("moving", "edit\n");
        _git.Write("ä moving too", "edit\n");
        _git.Git("add", "ä moving too");
        _git.Write("arriving", "untracked here\n");
        _git.Write("unstaged", "edit\n");
        _git.Git("config", "merge.autoStash", "true");
        var before = _git.Git("status", "--porcelain");
        var refused = _git.Merge.MoveForward(_git.Root, next);
        Assert.Equal(FastForwardOutcome.RefusedBecauseDirty, refused.Outcome);
        Assert.Equal(["arriving", "moving", "ä moving too"], refused.Files.Order(StringComparer.Ordinal));
        Assert.Equal(old, _git.Git("rev-parse", "main"));
        Assert.Equal(before, _git.Git("status", "--porcelain"));
        Assert.Equal(("edit\n", "edit\n", "untracked here\n"), (_git.Read("moving"), _git.Read("ä moving too"), _git.Read("arriving")));
    }

    [Fact]
    public void A_staged_edit_alone_in_the_way_is_named_too()
    {
        var (_, next) = TwoSteps();
        _git.Write("moving", "edit\n");
        _git.Git("add", "moving");
        var refused = _git.Merge.MoveForward(_git.Root, next);
        Assert.Equal((FastForwardOutcome.RefusedBecauseDirty, "moving"), (refused.Outcome, Assert.Single(refused.Files)));
    }

    [Fact]
    public void An_untracked_folder_in_the_way_of_a_file_is_named()
    {
        var (_, next) = TwoSteps();
        _git.Write("arriving/inside", "mine\n");
        var refused = _git.Merge.MoveForward(_git.Root, next);
        Assert.Equal(FastForwardOutcome.RefusedBecauseDirty, refused.Outcome);
        Assert.Equal(["arriving"], refused.Files.Select(f => f.TrimEnd('/')));
        Assert.Equal("mine\n", _git.Read("arriving/inside"));
    }

    [Fact]
    public void A_checkout_that_has_gone_elsewhere_is_not_moved()
    {
        var (ours, theirs) = Diverge([("a", "1\n")], [("b", "1\n")]);
        Assert.Equal(FastForwardOutcome.NotForward, _git.Merge.MoveForward(_git.Root, theirs).Outcome);
        Assert.Equal(ours, _git.Git("rev-parse", "main"));
        Assert.Equal(FastForwardOutcome.Failed, _git.Merge.MoveForward(_git.Root, new string('1', 40)).Outcome);
    }

    private (string Ours, string Theirs) Diverge((string, string)[] ours, (string, string)[] theirs)
    {
        _git.Commit("base", ("base", "base\n"));
        _git.Git("checkout", "--quiet", "-b", "other");
        var there = _git.Commit("theirs", theirs);
        _git.Git("checkout", "--quiet", "main");
        return (_git.Commit("ours", ours), there);
    }

    private (string Old, string Next) TwoSteps()
    {
        var old = _git.Commit("one", ("moving", "1\n"), ("ä moving too", "1\n"), ("staged", "1\n"), ("unstaged", "1\n"));
        _git.Git("checkout", "--quiet", "-b", "next");
        var next = _git.Commit("two", ("moving", "2\n"), ("ä moving too", "2\n"), ("arriving", "2\n"));
        _git.Git("checkout", "--quiet", "main");
        return (old, next);
    }
}
