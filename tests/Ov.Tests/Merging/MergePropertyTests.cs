using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>
/// Random histories on random branches, judged without git merge: every line is unique in the world, so it is either there once or gone.
/// Some branches are bad: the gate knows them, and no commit that holds one was ever the target's tip.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MergePropertyTests
{
    private const int Files = 6, Lines = 24;

    private enum Kind
    {
        Edit,
        Add,
        Delete,
        Rename,
        Mode,
        Binary,
        Link,
        Bad,
    }

    /// <param name="File">Which of the files.</param>
    /// <param name="Line">Where an edit begins.</param>
    /// <param name="Removes">How many lines go.</param>
    /// <param name="Adds">How many new ones come there.</param>
    private sealed record Change(Kind Kind, int File, int Line, int Removes, int Adds);

    [Fact]
    public void After_landings_every_added_line_is_there_once_every_removed_one_is_gone_and_no_tip_was_red()
    {
        var kind = Gen.Frequency(
            (8, Gen.Constant(Kind.Edit)), (2, Gen.Constant(Kind.Add)), (1, Gen.Constant(Kind.Delete)), (2, Gen.Constant(Kind.Rename)), (1, Gen.Constant(Kind.Mode)),
            (1, Gen.Constant(Kind.Binary)), (1, Gen.Constant(Kind.Link)), (1, Gen.Constant(Kind.Bad)));
        var change =
            from what in kind
            from file in Gen.Choose(0, Files - 1)
            from line in Gen.Choose(0, Lines - 1)
            from removes in Gen.Choose(0, 3)
            from adds in Gen.Choose(1, 3)
            select new Change(what, file, line, removes, adds);
        var set =
            from strategy in Gen.Elements(MergeStrategy.Merge, MergeStrategy.Squash, MergeStrategy.Rebase)
            from branches in Gen.ListOf(Gen.ListOf(change, 3), 5)
            select (strategy, branches.Select(changes => changes.ToList()).ToList());
        var landings = 0;
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(10), Prop.ForAll(set.ToArbitrary(), s => (landings += Landings(s.strategy, s.Item2)) >= 0));
        Assert.True(landings > 10, $"Only {landings} branches landed in all: too few to prove anything.");
    }

    private static int Landings(MergeStrategy strategy, IReadOnlyList<IReadOnlyList<Change>> branches)
    {
        using var site = new MergeSite();
        var start = new World();
        for (var file = 0; file < Files; file++)
        {
            start.Text($"f{file}", string.Concat(Enumerable.Range(0, Lines).Select(line => $"file {file} line {line}{(file == 1 ? "\r" : "")}\n")));
        }

        site.Project.Git("config", "core.autocrlf", "false");
        Commit(site, "trunk", start);
        site.Gates(("unit", "! grep -rq BAD . --include=bad-*"));
        using var app = site.Project.OperatorApp();
        var before = start.Everything().ToHashSet();
        var changed = new Dictionary<string, (HashSet<string> Added, HashSet<string> Removed, Dictionary<string, string> Modes)>();
        for (var b = 0; b < branches.Count; b++)
        {
            var world = start.Copy();
            foreach (var (change, at) in branches[b].Select((change, at) => (change, at)))
            {
                Apply(world, change, $"{b}.{at}");
            }

            var after = world.Everything().ToHashSet();
            if (Commit(site, $"b{b}", world))
            {
                LandingRound.Queue(app, Caller.Operator, $"b{b}", null);
                changed.Add($"b{b}", ([.. after.Except(before)], [.. before.Except(after)], world.ChangedModes(start)));
            }
        }

        var outcomes = LandingRound.Run(app, Caller.Operator, new LandingAsk([]) { Strategy = strategy });
        var landed = outcomes.Where(o => o.Landed).Select(o => changed[o.Branch]).ToList();
        Assert.All(outcomes, o => Assert.True(o.Entry!.State is MergeState.Landed or MergeState.Conflicted or MergeState.Rejected, $"{o.Entry.State} {o.Problem?.Message}"));
        Assert.All(outcomes.Where(o => o.Landed), o => Assert.DoesNotContain(changed[o.Branch].Added, line => line.StartsWith("BAD", StringComparison.Ordinal)));

        var now = Read(site, "trunk");
        Assert.Equal(
            before.Except(landed.SelectMany(l => l.Removed)).Concat(landed.SelectMany(l => l.Added)).Order(StringComparer.Ordinal),
            now.Everything().Order(StringComparer.Ordinal));
        Assert.All(landed.SelectMany(l => l.Modes), mode => Assert.Equal(mode.Value, now.ModeOf(mode.Key)));
        foreach (var tip in site.Project.Git("log", "-g", "--format=%H", "trunk").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.DoesNotContain("bad-", site.Project.Git("ls-tree", "-r", "--name-only", tip));
        }

        return landed.Count;
    }

    private static void Apply(World world, Change change, string id)
    {
        var name = $"f{change.File}";
        switch (change.Kind)
        {
            case Kind.Add:
                world.Text($"new-{id}", string.Concat(Enumerable.Range(0, change.Adds).Select(n => $"added {id} line {n}\n")));
                break;
            case Kind.Bad:
                world.Text($"bad-{id}", $"BAD {id}\n");
                break;
            case Kind.Link:
                world.Link($"link-{id}", $"to-{id}");
                break;
            case Kind.Binary:
                world.Text("image", $"\0binary {id}");
                break;
            case Kind.Delete:
                world.Delete(name);
                break;
            case Kind.Rename:
                world.Rename(name, $"moved-{id}");
                break;
            case Kind.Mode:
                world.MakeRunnable(name);
                break;
            default:
                world.Edit(name, change.Line, change.Removes, [.. Enumerable.Range(0, change.Adds).Select(n => $"edit {id} line {n}{(change.File == 1 ? "\r" : "")}\n")]);
                break;
        }
    }

    /// <returns>False when nothing differs.</returns>
    private static bool Commit(MergeSite site, string branch, World world)
    {
        var folder = Path.Combine(site.Project.Folder, $"made-{branch}");
        site.Project.Git(branch == "trunk" ? ["worktree", "add", "-q", "-f", folder, branch] : ["worktree", "add", "-q", "-b", branch, folder, "trunk"]);
        world.Write(folder);
        site.Project.GitIn(folder, "add", "-A");
        var differs = site.Project.GitIn(folder, "status", "--porcelain").Length > 0;
        if (differs)
        {
            site.Project.GitIn(folder, "commit", "-q", "-m", $"Work on {branch}");
        }

        site.Project.Git("worktree", "remove", "--force", folder);
        return differs;
    }

    private static World Read(MergeSite site, string revision)
    {
        var world = new World();
        foreach (var entry in site.Project.Git("ls-tree", "-r", revision).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (facts, path) = (entry[..entry.IndexOf('\t')].Split(' '), entry[(entry.IndexOf('\t') + 1)..]);
            if (path is not ("README.md" or "file.txt" or "other.txt"))
            {
                world.Put(path, facts[0], site.Project.Git("cat-file", "blob", facts[2]));
            }
        }

        return world;
    }

    /// <summary>Files with their modes, apart from git.</summary>
    private sealed class World
    {
        private readonly Dictionary<string, (string Mode, string Text)> _files = [];

        public World Copy()
        {
            var copy = new World();
            foreach (var (path, file) in _files)
            {
                copy._files[path] = file;
            }

            return copy;
        }

        public void Put(string path, string mode, string text) => _files[path] = (mode, text);

        public void Text(string path, string text) => Put(path, "100644", text);

        public void Link(string path, string to) => Put(path, "120000", to);

        public void Delete(string path) => _files.Remove(path);

        public void Rename(string path, string to)
        {
            if (_files.Remove(path, out var file))
            {
                _files[to] = file;
            }
        }

        public void MakeRunnable(string path)
        {
            if (_files.TryGetValue(path, out var file))
            {
                _files[path] = ("100755", file.Text);
            }
        }

        public void Edit(string path, int at, int removes, IReadOnlyList<string> adds)
        {
            if (!_files.TryGetValue(path, out var file))
            {
                return;
            }

            var lines = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n").ToList();
            at = Math.Min(at, lines.Count);
            lines.RemoveRange(at, Math.Min(removes, lines.Count - at));
            lines.InsertRange(at, adds);
            _files[path] = (file.Mode, string.Concat(lines));
        }

        /// <summary>Every line there is, with its ending; a file that is no text is one.</summary>
        public IEnumerable<string> Everything() => _files.Values.SelectMany(file => file.Text.Contains('\0') ? [file.Text] : file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        /// <summary>Of files that are where they were.</summary>
        public Dictionary<string, string> ChangedModes(World before) =>
            _files.Where(file => before._files.TryGetValue(file.Key, out var old) && old.Mode != file.Value.Mode).ToDictionary(file => file.Key, file => file.Value.Mode);

        /// <summary>A file that another branch moved is not looked for.</summary>
        public string ModeOf(string path) => _files.TryGetValue(path, out var file) ? file.Mode : "100755";

        public void Write(string folder)
        {
            foreach (var old in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) is not (".git" or "README.md" or "file.txt" or "other.txt")))
            {
                File.Delete(old);
            }

            foreach (var (path, (mode, text)) in _files)
            {
                var full = Path.Combine(folder, path);
                if (mode == "120000")
                {
                    File.CreateSymbolicLink(full, text);
                    continue;
                }

                File.WriteAllText(full, text, new UTF8Encoding(false));
                File.SetUnixFileMode(full, mode == "100755" ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
            }
        }
    }
}
