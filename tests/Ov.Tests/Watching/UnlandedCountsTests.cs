using Ov.Core.Watching;
using Ov.Tests.Git;

namespace Ov.Tests.Watching;

public sealed class UnlandedCountsTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public void Each_branch_counts_what_its_own_target_lacks_on_whatever_it_stands()
    {
        var start = _git.Commit("start", ("f", "1\n"));
        _git.Git("checkout", "-q", "-b", "below");
        _git.Commit("below", ("a", "1\n"));
        _git.Git("checkout", "-q", "-b", "above");
        _git.Commit("above", ("b", "1\n"));
        _git.Git("checkout", "-q", "-b", "joined", "main");
        _git.Commit("beside", ("c", "1\n"));
        _git.Git("merge", "-q", "--no-edit", "above");
        _git.Git("branch", "new", start);
        _git.Git("checkout", "-q", "main");
        _git.Commit("later", ("f", "2\n"));

        var counts = new UnlandedCounts(_git.Program, _git.Root).Of(
            [("below", "main"), ("above", "main"), ("above", "main"), ("joined", "main"), ("new", "main"), ("gone", "main"), ("below", "nowhere")]);
        Assert.Equal([("above", 2), ("joined", 4), ("new", 0)], counts.Values.Where(tip => tip.Branch != "below").OrderBy(tip => tip.Branch).Select(tip => (tip.Branch, tip.Ahead!.Value)));
        Assert.Null(counts["below"].Ahead);
        Assert.Equal(1, new UnlandedCounts(_git.Program, _git.Root).Of([("below", "main")])["below"].Ahead);
        Assert.Equal(1, new UnlandedCounts(_git.Program, _git.Root).Of([("above", "below")])["above"].Ahead);
    }
}
