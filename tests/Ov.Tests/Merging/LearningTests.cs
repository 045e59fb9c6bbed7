using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>Who resolved a conflict by hand has done it for whoever meets the next one in the same file.</summary>
public sealed class LearningTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_conflict_resolved_by_hand_is_shown_to_the_next_one_in_the_same_file()
    {
        Conflict("two", "file.txt");
        Resolve("two", ("file.txt", "one and two\n"));
        var landed = _site.Merge("two").Entry!;
        Assert.Equal((MergeState.Landed, "file.txt"), (landed.State, Assert.Single(landed.Mended)));

        var brief = Conflict("three", "file.txt");
        var offered = $"git diff {landed.Landed![..12]}^ {landed.Landed[..12]} -- file.txt";
        Assert.Contains("These files conflicted before", brief, StringComparison.Ordinal);
        Assert.Contains($"Work on two (two): {offered}", brief, StringComparison.Ordinal);
        Assert.Contains("+one and two", _site.Project.Git(offered.Split(' ')[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_other_files_and_of_what_never_landed_nothing_is_said()
    {
        Conflict("two", "file.txt");
        Resolve("two", ("file.txt", "one and two\n"));
        Assert.DoesNotContain("conflicted before", Conflict("three", "file.txt"), StringComparison.Ordinal);
        _site.Merge("two");
        Assert.DoesNotContain("conflicted before", Conflict("four", "other.txt"), StringComparison.Ordinal);
    }

    /// <summary>A branch that meets on the target what it changes itself.</summary>
    /// <returns>What its owner is told.</returns>
    private string Conflict(string branch, string file)
    {
        _site.Reported(branch, (file, $"{branch}\n"));
        _site.CommitTo($"before-{branch}", "trunk", (file, $"before {branch}\n"));
        Assert.Null(_site.Merge($"before-{branch}").Problem);
        Assert.Equal(MergeState.Conflicted, _site.Merge(branch).Entry!.State);
        return _site.App.Ledger.Read(sql => MergeStore.BriefOf(sql, _site.EntryOf(branch).TaskId!))!;
    }

    private void Resolve(string branch, (string, string?) file)
    {
        _site.CommitTo($"mended-{branch}", "trunk", file);
        _site.Project.Git("branch", "-f", branch, $"mended-{branch}");
    }
}
