using FsCheck;
using FsCheck.Fluent;
using Ov.Core;
using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Tests.Git;

/// <summary>One contract for all that read a repository for a view: the git program and libgit2 give the same answers, and these.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GitReaderTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Theory]
    [InlineData("git")]
    [InlineData("libgit2")]
    public void Tips_are_those_of_branches_that_exist_packed_or_not(string name)
    {
        var first = _git.Commit("one", ("f", "1\n"));
        _git.Git("branch", "packed");
        _git.Git("branch", "below/it");
        _git.Git("tag", "tagged");
        _git.Git("pack-refs", "--all");
        var second = _git.Commit("two", ("f", "2\n"));
        _git.Git("symbolic-ref", "refs/heads/alias", "refs/heads/packed");

        var tips = Reader(name).Tips(["main", "packed", "packed", "below/it", "below", "tagged", "gone", "alias", "größe"]);

        Assert.Equal([("alias", first), ("below/it", first), ("main", second), ("packed", first)], tips.OrderBy(tip => tip.Key, StringComparer.Ordinal).Select(tip => (tip.Key, tip.Value.Oid)));
        Assert.Equal(_git.Git("rev-parse", "main^{tree}"), tips["main"].Tree);
        Assert.Empty(Reader(name).Tips([]));
    }

    [Theory]
    [InlineData("git")]
    [InlineData("libgit2")]
    public void Distances_count_what_each_side_has_alone(string name)
    {
        var start = _git.Commit("start", ("f", "1\n"));
        _git.Git("checkout", "-q", "-b", "topic");
        _git.Commit("a", ("a", "1\n"));
        var topic = _git.Commit("b", ("b", "1\n"));
        _git.Git("checkout", "-q", "-b", "joined", start);
        _git.Commit("c", ("c", "1\n"));
        _git.Git("merge", "-q", "--no-edit", "topic");
        var joined = _git.Git("rev-parse", "HEAD");
        _git.Git("checkout", "-q", "--orphan", "stranger");
        var stranger = _git.Commit("elsewhere", ("f", "9\n"));
        _git.Git("checkout", "-q", "main");
        var main = _git.Commit("later", ("f", "2\n"));

        var apart = Reader(name).Distances(main, [topic, joined, start, main, stranger, topic]);

        Assert.Equal([(topic, 2, 1), (joined, 4, 1), (start, 0, 1), (main, 0, 0), (stranger, 1, 2)], apart.Select(one => (one.Key, one.Value.Ahead, one.Value.Behind)));
        Assert.Equal(new Divergence(0, 0), Reader(name).Distances(main, [main])[main]);
    }

    public static TheoryData<string> Checkouts => [.. Changes.Keys];

    /// <summary>What was done to a checkout that holds a, b, dir/c and .gitignore, and which files of it changed then.</summary>
    private static readonly Dictionary<string, (Action<GitScratch> Do, string[] Changed)> Changes = new()
    {
        ["nothing"] = (_ => { }, []),
        ["touched only"] = (git => File.SetLastWriteTimeUtc(git.PathOf("a"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)), []),
        ["same size at the same time"] = (git => SameTime(git, "a", "A\n"), ["a"]),
        ["changed, deleted, added, untracked"] = (git => { git.Write("a", "x\n"); File.Delete(git.PathOf("b")); git.Write("n", "n\n"); git.Git("add", "n"); git.Write("u/v/w", "w\n"); git.Write("große Datei", "\n"); }, ["a", "b", "große Datei", "n", "u/v/w"]),
        ["renamed in the index"] = (git => git.Git("mv", "dir/c", "dir/d"), ["dir/c", "dir/d"]),
        ["ignored"] = (git => { git.Write("x.log", "\n"); git.Write("out/deep/file", "\n"); git.Write("kept.log", "\n"); }, ["kept.log"]),
        ["excluded by the repository"] = (git => { git.Write(".git/info/exclude", "mine\n"); git.Write("mine", "\n"); }, []),
        ["mode"] = (git => File.SetUnixFileMode(git.PathOf("a"), (UnixFileMode)0b111_101_101), ["a"]),
        ["mode that does not count"] = (git => { git.Git("config", "core.fileMode", "false"); File.SetUnixFileMode(git.PathOf("a"), (UnixFileMode)0b111_101_101); }, []),
        ["a link for a file"] = (git => { File.Delete(git.PathOf("a")); File.CreateSymbolicLink(git.PathOf("a"), "b"); }, ["a"]),
        ["staged and taken back"] = (git => { git.Write("a", "x\n"); git.Git("add", "a"); git.Write("a", "a\n"); }, ["a"]),
        ["conflict"] = (Conflict, ["a"]),
        ["line ends"] = (git => { git.Git("config", "core.autocrlf", "true"); File.WriteAllText(git.PathOf("a"), "a\r\n"); }, ["a"]),
        ["a filter"] = (Filtered, []),
        ["sparse"] = (git => git.Git("sparse-checkout", "set", "--cone", "nothing"), []),
        ["sparse index"] = (git => git.Git("sparse-checkout", "set", "--cone", "--sparse-index", "nothing"), []),
        ["split index"] = (git => { git.Git("update-index", "--split-index"); git.Write("a", "x\n"); }, ["a"]),
        ["not to be looked at"] = (git => { git.Git("update-index", "--assume-unchanged", "a"); git.Git("update-index", "--skip-worktree", "b"); git.Write("a", "x\n"); git.Write("b", "x\n"); }, []),
        ["promised but not added"] = (git => { git.Write("n", "n\n"); git.Git("add", "--intent-to-add", "n"); }, ["n"]),
        ["a repository within"] = (git => { git.Git("init", "-q", "inner"); git.Write("inner/file", "\n"); git.GitIn(git.PathOf("inner"), "add", "-A"); git.GitIn(git.PathOf("inner"), "commit", "-qm", "x"); }, ["inner/"]),
        ["a submodule at work"] = (Submodule, ["sub"]),
        ["settings of its own"] = (git => { git.Git("config", "extensions.worktreeConfig", "true"); git.Git("config", "--worktree", "core.excludesFile", git.PathOf(".git/mine")); git.Write(".git/mine", "u\n"); git.Write("u", "\n"); }, []),
    };

    [Theory]
    [MemberData(nameof(Checkouts))]
    public void Changed_files_are_the_same_to_both(string what)
    {
        _git.Write(".gitignore", "*.log\n!kept.log\nout/\n");
        _git.Commit("start", ("a", "a\n"), ("b", "b\n"), ("dir/c", "c\n"));
        Changes[what].Do(_git);
        var linked = Path.Combine(_git.Folder, "linked");
        _git.Git("worktree", "add", "-q", "--detach", linked);
        File.WriteAllText(Path.Combine(linked, "b"), "in the linked one\n");

        foreach (var reader in new[] { Reader("git"), Reader("libgit2") })
        {
            Assert.Equal((reader.Name, string.Join('|', Changes[what].Changed)), (reader.Name, string.Join('|', reader.ChangedFiles(_git.Root))));
            if (!what.StartsWith("sparse", StringComparison.Ordinal))
            {
                Assert.Equal(["b"], reader.ChangedFiles(linked));
            }
        }
    }

    [Fact]
    public void Before_the_first_commit_everything_is_new()
    {
        _git.Write("a", "a\n");
        Assert.Equal(["a"], Reader("git").ChangedFiles(_git.Root));
        Assert.Equal(["a"], Reader("libgit2").ChangedFiles(_git.Root));
        Assert.Equal("libgit2", Chosen().Name);
    }

    [Fact]
    public void A_changed_file_is_asked_about_once_and_again_when_it_was_written_to()
    {
        _git.Commit("start", ("a", "a\n"));
        _git.Write("a", "b\n");
        var (calls, program) = Counted();
        var reader = new LibGit2Reader(_git.GitDir, program);
        Assert.Equal(["a"], reader.ChangedFiles(_git.Root));
        Assert.Equal(["a"], reader.ChangedFiles(_git.Root));
        Assert.Equal(1, calls());
        _git.Write("a", "longer\n");
        Assert.Equal(["a"], reader.ChangedFiles(_git.Root));
        Assert.Equal(2, calls());
    }

    [Fact]
    public void A_clean_repository_is_read_without_any_program()
    {
        var main = _git.Commit("start", ("a", "a\n"));
        var (calls, program) = Counted();
        var reader = new LibGit2Reader(_git.GitDir, program);
        Assert.Equal(main, reader.Tips(["main"])["main"].Oid);
        Assert.Equal(new Divergence(0, 0), reader.Distances(main, [main])[main]);
        Assert.Empty(reader.ChangedFiles(_git.Root));
        Assert.Equal(0, calls());
    }

    public static TheoryData<string, string> Unreadable => new()
    {
        { "sha256", "unknown object format 'sha256'" },
        { "partial", "unsupported extension name extensions.partialclone" },
        { "replaced", "the repository replaces commits by others" },
        { "grafted", "the repository replaces commits by others" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_libgit2_cannot_read_rightly_the_git_program_reads(string what, string why)
    {
        if (what == "sha256")
        {
            Directory.Delete(_git.GitDir, recursive: true);
            _git.Git("init", "-q", "--object-format=sha256");
        }

        var first = _git.Commit("one", ("a", "1\n"));
        var main = _git.Commit("two", ("a", "2\n"));
        switch (what)
        {
            case "partial":
                _git.Git("config", "core.repositoryFormatVersion", "1");
                _git.Git("config", "extensions.partialClone", "origin");
                break;
            case "replaced":
                _git.Git("replace", main, first);
                break;
            case "grafted":
                _git.Write(".git/info/grafts", main + "\n");
                break;
        }

        var reader = Chosen();
        Assert.Equal(("git", why), (reader.Name, reader.Refusal));
        Assert.Equal(main, reader.Tips(["main"])["main"].Oid);
        Assert.Equal(Reader("git").ChangedFiles(_git.Root), reader.ChangedFiles(_git.Root));
    }

    [Fact]
    public void The_settings_may_ask_for_the_git_program()
    {
        _git.Commit("one", ("a", "1\n"));
        var reader = ChosenGitReader.For(_git.Program, _git.GitDir, wantsProgram: true);
        Assert.Equal(("git", null), (reader.Name, reader.Refusal));
        Assert.Equal(("libgit2", null), (Chosen().Name, Chosen().Refusal));
    }

    [Fact]
    public void From_the_first_failure_on_the_git_program_answers_and_the_reason_is_kept()
    {
        var main = _git.Commit("one", ("a", "1\n"));
        var failing = new Failing();
        var reader = new ChosenGitReader(Reader("git"), () => failing);
        Assert.Equal("failing", reader.Name);
        Assert.Equal(main, reader.Tips(["main"])["main"].Oid);
        Assert.Equal(("git", "broken"), (reader.Name, reader.Refusal));
        Assert.Empty(reader.ChangedFiles(_git.Root));
        Assert.Equal(1, failing.Asked);
    }

    [Fact]
    public void Without_its_native_library_the_git_program_answers()
    {
        _git.Commit("one", ("a", "1\n"));
        var reader = new ChosenGitReader(Reader("git"), () => throw new TypeInitializationException("NativeMethods", new DllNotFoundException("long words of the loader")));
        Assert.Equal(("git", "its native library is not beside the program or cannot be loaded"), (reader.Name, reader.Refusal));
        Assert.Empty(reader.ChangedFiles(_git.Root));
    }

    [Fact]
    public void A_view_that_asks_nothing_loads_nothing()
    {
        var reader = new ChosenGitReader(Reader("git"), () => throw new InvalidOperationException("chosen too early"));
        Assert.Null(reader.Refusal);
    }

    /// <summary>Branches that part, join and stand still, and a checkout in any state: whatever comes, both say the same.</summary>
    [Fact]
    public void Both_agree_on_any_repository()
    {
        var steps = Gen.ListOf(Gen.Choose(0, 8).Zip(Gen.Choose(0, 3))).Select(list => list.Take(24).ToList());
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(6).WithStartSize(12), Prop.ForAll(steps.ToArbitrary(), list =>
        {
            using var git = new GitScratch();
            git.Commit("start", ("f0", "0\n"), ("f1", "1\n"));
            foreach (var ((act, which), at) in list.Select((step, at) => (step, at)))
            {
                Step(git, act, which, at);
            }

            string[] branches = ["main", "b0", "b1", "b2", "b3"];
            var (one, other) = (Reader("git", git), Reader("libgit2", git));
            var tips = one.Tips(branches);
            var oids = tips.Values.Select(tip => tip.Oid).Distinct().ToList();
            Assert.Equal(Sorted(tips), Sorted(other.Tips(branches)));
            Assert.All(oids, oid => Assert.Equal(Sorted(one.Distances(oid, oids)), Sorted(other.Distances(oid, oids))));
            Assert.Equal(one.ChangedFiles(git.Root), other.ChangedFiles(git.Root));
        }));
    }

    private static List<(string, T)> Sorted<T>(IReadOnlyDictionary<string, T> found) => [.. found.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];

    private static void Step(GitScratch git, int act, int which, int at)
    {
        switch (act)
        {
            case 0 or 1:
                git.Commit($"step {at}", ($"f{which}", $"{at}\n"));
                break;
            case 2:
                git.Commit($"before {at}");
                git.Git("checkout", "-q", "-B", $"b{which}");
                break;
            case 3 when git.Refs.Tip(git.Root, $"b{which}") is { } tip:
                git.Commit($"before {at}");
                git.Git("merge", "-q", "-s", "ours", "--no-edit", tip);
                break;
            case 4:
                git.Write($"f{which}", $"changed {at}\n");
                break;
            case 5:
                git.Write($"folder/new{which}", $"{at}\n");
                break;
            case 6:
                File.Delete(git.PathOf($"f{which}"));
                break;
            case 7:
                git.Git("add", "--all");
                break;
            case 8 when File.Exists(git.PathOf($"f{which}")):
                File.Move(git.PathOf($"f{which}"), git.PathOf($"moved{which}"), overwrite: true);
                break;
        }
    }

    private IGitReader Reader(string name, GitScratch? of = null)
    {
        var git = of ?? _git;
        var program = new GitProgramReader(git.Program, git.GitDir);
        return name == "git" ? program : new LibGit2Reader(git.GitDir, program);
    }

    private ChosenGitReader Chosen() => ChosenGitReader.For(_git.Program, _git.GitDir, wantsProgram: false);

    private (Func<int> Calls, IGitReader Program) Counted()
    {
        var watch = new CallWatch(_git.Variables, null);
        return (() => watch.Count(CallKind.Git), new GitProgramReader(new GitProgram(new ProcessRunner(_git.Variables) { Watch = watch }, _git.Variables), _git.GitDir));
    }

    private static void SameTime(GitScratch git, string file, string text)
    {
        var before = File.GetLastWriteTimeUtc(git.PathOf(file));
        git.Write(file, text);
        File.SetLastWriteTimeUtc(git.PathOf(file), before);
    }

    private static void Conflict(GitScratch git)
    {
        git.Git("checkout", "-q", "-b", "other");
        git.Commit("other", ("a", "other\n"));
        git.Git("checkout", "-q", "main");
        git.Commit("ours", ("a", "ours\n"));
        git.Program.Run(GitCall.Change(git.Root, "merge", "-q", "other"));
    }

    /// <summary>Like a file kept outside the repository: its text in the checkout is not what is committed.</summary>
    private static void Filtered(GitScratch git)
    {
        git.Git("config", "filter.small.clean", "tr A-Z a-z");
        git.Commit("filtered", (".gitattributes", "a filter=small\n"));
        git.Write("a", "A\n");
    }

    private static void Submodule(GitScratch git)
    {
        var other = Path.Combine(git.Folder, "other");
        git.GitIn(git.Folder, "clone", "-q", git.Root, other);
        git.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "sub");
        git.Commit("with a submodule");
        git.Write("sub/a", "changed\n");
    }

    private sealed class Failing : IGitReader
    {
        public int Asked { get; private set; }

        public string Name => "failing";

        public TimeSpan Rest => TimeSpan.Zero;

        public IReadOnlyDictionary<string, CommitTree> Tips(IEnumerable<string> branches) => Fail<IReadOnlyDictionary<string, CommitTree>>();

        public IReadOnlyDictionary<string, Divergence> Distances(string target, IEnumerable<string> commits) => Fail<IReadOnlyDictionary<string, Divergence>>();

        public IReadOnlyList<string> ChangedFiles(string worktree) => Fail<IReadOnlyList<string>>();

        private T Fail<T>()
        {
            Asked++;
            throw new InvalidOperationException("broken\nat length");
        }
    }
}
