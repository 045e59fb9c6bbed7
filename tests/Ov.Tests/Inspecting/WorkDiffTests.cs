using Ov.Core;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Inspecting;

/// <summary>What an agent's worktree changed, committed and not.</summary>
public sealed class WorkDiffTests : IDisposable
{
    private readonly TaskSite _site = new();

    public WorkDiffTests() => _site.Worker("builder-1", _site.Add("Work"));

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Commits_changes_and_new_files_are_told_apart_and_nothing_is_touched()
    {
        _site.CommitIn("builder-1", "one.txt", "one\n");
        _site.WriteIn("builder-1", "one.txt", "one\ntwo\n");
        _site.WriteIn("builder-1", "new/three.txt", "three");
        File.CreateSymbolicLink(Path.Combine(_site.FolderOf("builder-1"), "link"), "/etc/passwd");
        var before = _site.Project.GitIn(_site.FolderOf("builder-1"), "ls-files", "--stage", "--debug");
        var diff = WorkDiffReader.Of(_site.Operator, "builder-1");
        Assert.Equal(before, _site.Project.GitIn(_site.FolderOf("builder-1"), "ls-files", "--stage", "--debug"));
        Assert.Equal(
            ["committed added one.txt", "uncommitted modified one.txt", "untracked added link", "untracked added new/three.txt"],
            diff.Files.Select(file => $"{file.Place.Word()} {file.Change} {file.Path}"));
        Assert.Single(diff.Commits);
        Assert.Contains("+one\n", diff.Committed);
        Assert.Contains("\n+two\n", diff.Uncommitted);
        Assert.Contains("+++ b/new/three.txt\n@@ -0,0 +1,1 @@\n+three\n", diff.Uncommitted);
        Assert.Contains("+/etc/passwd\n", diff.Uncommitted);
        Assert.DoesNotContain("root:", diff.Uncommitted);
        Assert.Equal((false, "main"), (diff.Cut, diff.BaseBranch));
    }

    [Fact]
    public void Secrets_are_taken_out_long_changes_are_cut_and_control_characters_are_shown()
    {
        _site.WriteIn("builder-1", "secret.env", "API_TOKEN=abcdefghijkl\n\u001b[2Jcleared\n");
        Assert.Contains("API_TOKEN=[redacted]", WorkDiffReader.Of(_site.Operator, "builder-1").Uncommitted);
        var shown = _site.Project.Ov([("OV_OPERATOR_TOKEN", _site.Operator.Environment.Variable("OV_OPERATOR_TOKEN")!)], ["inspect", "builder-1", "--diff"]);
        Assert.Equal(0, shown.Exit);
        Assert.Contains("\\u001b[2Jcleared", shown.Out);
        Assert.DoesNotContain('\u001b', shown.Out);
        _site.CommitIn("builder-1", "long.txt", string.Concat(Enumerable.Repeat("a line of text\n", 30_000)));
        var diff = WorkDiffReader.Of(_site.Operator, "builder-1");
        Assert.True(diff.Cut);
        Assert.InRange(diff.Committed.Length, WorkDiffReader.MostCharacters / 2, WorkDiffReader.MostCharacters);
        Assert.EndsWith("\n", diff.Committed);
    }

    [Fact]
    public void Of_a_worktree_that_is_gone_the_commits_are_left_and_what_has_landed_is_still_told()
    {
        _site.CommitIn("builder-1", "one.txt", "one\n");
        _site.Project.Git("worktree", "remove", "--force", _site.FolderOf("builder-1"));
        var gone = WorkDiffReader.Of(_site.Operator, "builder-1");
        Assert.Equal((null, "one.txt", ""), (gone.WorktreePath, Assert.Single(gone.Files).Path, gone.Uncommitted));
    }

    [Fact]
    public void An_agent_without_a_worktree_is_refused_and_an_unknown_one_is_named()
    {
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => WorkDiffReader.Of(_site.Operator, "lead-1")).Code);
        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => WorkDiffReader.Of(_site.Operator, "builder-9")).Code);
    }
}
