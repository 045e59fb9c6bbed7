using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Agents;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>Random edits on random branches, judged without git merge: every line is unique in the world, so it is either there or not.</summary>
public sealed class MergePropertyTests
{
    /// <param name="File">Which of the files.</param>
    /// <param name="Line">Where, as a position in the original.</param>
    /// <param name="Removes">How many original lines go.</param>
    /// <param name="Adds">How many new ones come there.</param>
    private sealed record Edit(int File, int Line, int Removes, int Adds);

    private const int Files = 3, Lines = 60;

    [Fact]
    public void After_landings_every_added_line_is_there_once_and_every_removed_one_is_gone()
    {
        var edit =
            from file in Gen.Choose(0, Files - 1)
            from line in Gen.Choose(0, Lines - 1)
            from removes in Gen.Choose(0, 3)
            from adds in Gen.Choose(0, 3)
            select new Edit(file, line, removes, adds);
        var branches = Gen.ListOf(Gen.ListOf(edit, 4), 4).Select(list => list.Select(edits => edits.Where(e => e.Removes + e.Adds > 0).ToArray()).Where(edits => edits.Length > 0).ToArray());
        var landings = 0;
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(branches.ToArbitrary(), set => (landings += Landings(set)) >= 0));
        Assert.True(landings > 12, $"Only {landings} branches landed in all: too few to prove anything.");
    }

    private static int Landings(Edit[][] branches)
    {
        using var site = new MergeSite();
        site.CommitTo("trunk", "trunk", [.. Enumerable.Range(0, Files).Select(f => ($"f{f}", (string?)Text(Original(f))))]);
        var (added, removed) = (new HashSet<string>(), new HashSet<string>());
        var queued = new Dictionary<string, (HashSet<string> Added, HashSet<string> Removed)>();
        for (var b = 0; b < branches.Length; b++)
        {
            var (texts, plus, minus) = Edited(b, branches[b]);
            if (plus.Count + minus.Count == 0)
            {
                continue;
            }

            site.Branch($"b{b}", [.. texts.Select((text, f) => ($"f{f}", (string?)Text(text)))]);
            LandingRound.Queue(site.App, Caller.Operator, $"b{b}", null);
            queued.Add($"b{b}", (plus, minus));
        }

        var outcomes = site.MergeAll();
        foreach (var outcome in outcomes)
        {
            Assert.True(outcome.Entry!.State is MergeState.Landed or MergeState.Conflicted, outcome.Entry.State.ToString());
            if (outcome.Landed)
            {
                added.UnionWith(queued[outcome.Branch].Added);
                removed.UnionWith(queued[outcome.Branch].Removed);
            }
        }

        var now = Enumerable.Range(0, Files).SelectMany(f => site.Show("trunk", $"f{f}").Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var wanted = Enumerable.Range(0, Files).SelectMany(Original).Except(removed).Concat(added).Order(StringComparer.Ordinal);
        Assert.Equal(wanted, now.Order(StringComparer.Ordinal));
        return outcomes.Count(o => o.Landed);
    }

    private static List<string> Original(int file) => [.. Enumerable.Range(0, Lines).Select(line => $"file {file} line {line}")];

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static (List<List<string>> Texts, HashSet<string> Added, HashSet<string> Removed) Edited(int branch, Edit[] edits)
    {
        var texts = Enumerable.Range(0, Files).Select(Original).ToList();
        var (added, removed) = (new HashSet<string>(), new HashSet<string>());
        for (var e = 0; e < edits.Length; e++)
        {
            var text = texts[edits[e].File];
            var at = Math.Min(edits[e].Line, text.Count);
            // A branch takes only original lines back, so that added and removed never meet.
            for (var n = 0; n < edits[e].Removes && at < text.Count && text[at].StartsWith("file ", StringComparison.Ordinal); n++)
            {
                removed.Add(text[at]);
                text.RemoveAt(at);
            }

            for (var n = 0; n < edits[e].Adds; n++)
            {
                var line = $"branch {branch} edit {e} line {n}";
                added.Add(line);
                text.Insert(at + n, line);
            }
        }

        return (texts, added, removed);
    }
}
