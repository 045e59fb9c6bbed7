using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>Finds the files in which versions of the project conflict, two by two. What was compared once is remembered in the ledger.</summary>
internal sealed class RadarComparison(OvApp app)
{
    private readonly Dictionary<(string, string), IReadOnlyList<string>> _files = [];

    /// <summary>How many had to be compared.</summary>
    public int Made { get; private set; }

    public void Compare(string target, IEnumerable<(RadarSide One, RadarSide Other)> couples)
    {
        var open = new List<(RadarSide One, RadarSide Other)>();
        app.Ledger.Read(sql =>
        {
            foreach (var couple in couples.DistinctBy(c => (c.One.Key, c.Other.Key)))
            {
                if (RadarStore.Files(sql, couple.One.Key, couple.Other.Key) is { } known)
                {
                    _files[(couple.One.Key, couple.Other.Key)] = known;
                }
                else
                {
                    open.Add(couple);
                }
            }

            return open.Count;
        });
        if (open.Count > 0)
        {
            Merge(target, open);
        }
    }

    /// <summary>Empty when the two merge cleanly.</summary>
    public IReadOnlyList<string> Files(RadarSide one, RadarSide other) => _files[(one.Key, other.Key)];

    private void Merge(string target, List<(RadarSide One, RadarSide Other)> couples)
    {
        using var step = app.Progress.Step($"Comparing {couples.Count} pairs");
        var revisions = couples.SelectMany(c => new[] { c.One, c.Other }).DistinctBy(side => side.Key).ToDictionary(side => side.Key, Revision);
        // Attributes are read where git runs; the integration worktree stands at the target.
        var kept = IntegrationWorktree.Of(app, target).Path;
        var folder = Directory.Exists(kept) ? kept : app.Project.Root;
        var merge = MergeDrivers.Merge(app);
        var found = BoundedWork.Map(couples, c => merge.Build(folder, revisions[c.One.Key], revisions[c.Other.Key]).Conflicts);
        foreach (var (couple, files) in couples.Zip(found))
        {
            _files[(couple.One.Key, couple.Other.Key)] = files;
        }

        Made += couples.Count;
        app.Ledger.Write(tx =>
        {
            RadarStore.Forget(tx);
            foreach (var (couple, files) in couples.Zip(found))
            {
                RadarStore.Put(tx, couple.One.Key, couple.Other.Key, files);
            }
        });
    }

    /// <summary>Merging wants a commit: what is uncommitted gets one that no ref holds.</summary>
    private string Revision(RadarSide side) => side.Uncommitted
        ? new GitCommits(app.Git).Create(app.Project.CommonDir, new CommitDraft(side.Tree, [side.Tip], "Uncommitted work", app.Ledger.Now) { Author = GitIdentity.Ov })
        : side.Tip;
}
