using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>Conflicts that rules resolve, on real repositories; what is left goes back to its owner as ever.</summary>
public sealed class MechanicalMergeTests : IDisposable
{
    private const string Before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly MergeSite _site = new(lines: Before);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_change_that_holds_the_other_lands_and_says_what_it_did()
    {
        _site.Reported("two", ("file.txt", Before.Replace("5\n", "five\nand a half\n")));
        Land("one", ("file.txt", Before.Replace("5\n", "five\n")));
        Assert.Equal("auto-resolve", Assert.Single(Foretold("two")).PredictedTier);

        var outcome = _site.Merge("two");

        Assert.Equal((null, "auto-resolve"), (outcome.Problem, outcome.Entry!.Tier));
        Assert.Equal(Before.Replace("5\n", "five\nand a half\n"), _site.Show("trunk", "file.txt"));
        var resolution = Assert.Single(outcome.Entry.Resolutions);
        Assert.Equal(("file.txt", ResolutionRule.Contained, new ResolvedRegion(5, 1, 2, "theirs")), (resolution.Path, resolution.Rule, Assert.Single(resolution.Regions)));
        var said = Assert.Single(_site.App.Ledger.Read(sql => sql.All("SELECT text, data FROM event WHERE type = 'merge.resolved'", row => (Text: row.Text("text"), Data: row.Text("data")))));
        Assert.Equal("file.txt (one side's change contains the other's)", said.Text);
        Assert.Contains("\"rule\":\"contained\"", said.Data);
    }

    [Fact]
    public void One_conflict_that_no_rule_resolves_leaves_all_of_them()
    {
        _site.Reported("two", ("file.txt", Before.Replace("5\n", "five\nand a half\n")), ("other.txt", "duo\n"));
        Land("one", ("file.txt", Before.Replace("5\n", "five\n")), ("other.txt", "uno\n"));
        Assert.Equal("conflict", Assert.Single(Foretold("two")).PredictedTier);

        var outcome = _site.Merge("two");

        Assert.Equal(ErrorCode.Conflict, outcome.Problem?.Code);
        Assert.Equal(["file.txt", "other.txt"], outcome.Entry!.Conflicts);
        Assert.Empty(outcome.Entry.Resolutions);
    }

    [Fact]
    public void A_deletion_is_never_overridden()
    {
        _site.Reported("two", ("file.txt", Before + "10\n"));
        Land("one", ("file.txt", null));
        Assert.Equal(ErrorCode.Conflict, _site.Merge("two").Problem?.Code);
        _site.Reported("four", ("other.txt", "other changed\n"));
        Land("three", ("other.txt", ""));
        Assert.Equal(ErrorCode.Conflict, _site.Merge("four").Problem?.Code);
    }

    [Fact]
    public void A_file_that_both_added_lands_when_one_holds_the_other()
    {
        _site.Reported("two", ("new.txt", "a\nb\nc\n"));
        Land("one", ("new.txt", "a\nb\n"));
        Assert.Equal("auto-resolve", _site.Merge("two").Entry!.Tier);
        Assert.Equal("a\nb\nc\n", _site.Show("trunk", "new.txt"));
    }

    [Fact]
    public void Windows_line_endings_and_bytes_of_any_encoding_stay_as_they_are()
    {
        _site.Reported("two", ("new.txt", "grün\r\nb\r\nü\r\n"));
        Land("one", ("new.txt", "grün\r\nb\r\n"));
        Assert.Equal("auto-resolve", _site.Merge("two").Entry!.Tier);
        Assert.Equal("grün\r\nb\r\nü\r\n", _site.Show("trunk", "new.txt"));
    }

    [Fact]
    public void Binary_files_and_files_with_a_driver_of_their_own_are_left()
    {
        _site.CommitTo("trunk", "trunk", (".gitattributes", "*.own merge=own\n"));
        _site.Reported("two", ("a.bin", "x\0\ny\n"));
        _site.Reported("three", ("a.own", "a\nb\n"));
        Land("one", ("a.bin", "x\0\n"), ("a.own", "a\n"));
        Assert.Equal(ErrorCode.Conflict, _site.Merge("two").Problem?.Code);
        Assert.Equal(ErrorCode.Conflict, _site.Merge("three").Problem?.Code);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("dotted.a=b")]
    public void A_merge_driver_of_gits_settings_runs_only_once_it_was_approved(string driver)
    {
        var ran = Path.Combine(_site.Project.Folder, "ran");
        _site.Project.Git("config", $"merge.{driver}.driver", $"touch {ran}; cat %B >> %A");
        _site.CommitTo("trunk", "trunk", (".gitattributes", $"*.own merge={driver}\n"), ("a.own", ""));
        _site.Branch("two", ("a.own", "b\n"));
        Land("one", ("a.own", "a\n"));
        Assert.Equal("conflict", Assert.Single(Foretold("two")).PredictedTier);
        Assert.Equal(ErrorCode.Conflict, _site.Merge("two").Problem?.Code);
        _ = Radar.Look(_site.App);
        Assert.False(File.Exists(ran));
        Assert.Contains($"did not run: {driver}", _site.App.Ledger.Read(sql => sql.All("SELECT brief FROM merge WHERE branch = 'two'", row => row.Text("brief")))[0], StringComparison.Ordinal);

        Assert.Null(Assert.Single(LandingRound.Run(_site.App, _site.App.Caller, new LandingAsk(["two"], Trust: true))).Problem);
        Assert.True(File.Exists(ran));
        Assert.Equal("a\nb\n", _site.Show("trunk", "a.own"));
    }

    [Fact]
    public void A_configured_ordered_set_takes_both_sides_words()
    {
        Configure("merge:\n  orderedSets: ['words/**']\n");
        _site.CommitTo("trunk", "trunk", ("words/en.txt", "bee\nfox\n"));
        _site.Reported("two", ("words/en.txt", "bee\ndog\n"));
        Land("one", ("words/en.txt", "ant\nbee\ncat\nfox\n"));
        using var app = _site.Project.OperatorApp();
        Assert.Equal(ResolutionRule.OrderedSet, Assert.Single(_site.Merge("two", app).Entry!.Resolutions).Rule);
        Assert.Equal("ant\nbee\ncat\ndog\n", _site.Show("trunk", "words/en.txt"));
    }

    [Fact]
    public void A_file_that_a_command_makes_is_made_anew_on_the_merged_tree()
    {
        _site.CommitTo("trunk", "trunk", ("sum.lock", "a\n"), ("part-1.txt", "a\n"));
        _site.Reported("two", ("part-3.txt", "c\n"), ("sum.lock", "a\nc\n"));
        Land("one", ("part-2.txt", "b\n"), ("sum.lock", "a\nb\n"));
        Configure("merge:\n  regenerate:\n    - paths: sum.lock\n      command: cat part-*.txt > sum.lock\n");
        using var app = _site.Project.OperatorApp();
        Assert.Equal("auto-resolve", Assert.Single(LandingForecast.For(app, app.Caller, new LandingAsk(["two"]))).PredictedTier);
        Assert.Equal(ErrorCode.Untrusted, _site.Merge("two", app).Problem?.Code);
        Assert.Equal(MergeState.Queued, _site.EntryOf("two").State);

        Approve(app);
        var outcome = _site.Merge("two", app);

        Assert.Null(outcome.Problem);
        Assert.Equal(("sum.lock", ResolutionRule.Regenerated, "cat part-*.txt > sum.lock"), Assert.Single(outcome.Entry!.Resolutions) is var r ? (r.Path, r.Rule, r.Command) : default);
        Assert.Equal("a\nb\nc\n", _site.Show("trunk", "sum.lock"));
    }

    [Theory]
    [InlineData("exit 3", "exit 3")]
    [InlineData("rm sum.lock", "did not make sum.lock")]
    public void A_command_that_makes_nothing_leaves_the_conflict_and_says_why(string command, string words)
    {
        var (_, owner) = _site.Reported("two", ("sum.lock", "b\n"));
        Land("one", ("sum.lock", "a\n"));
        Configure($"merge:\n  regenerate:\n    - paths: [sum.lock]\n      command: {command}\n");
        using var app = _site.Project.OperatorApp();
        Approve(app);
        Assert.Equal(ErrorCode.Conflict, _site.Merge("two", app).Problem?.Code);
        Assert.Contains(words, Assert.Single(_site.MailOf(owner.Name)).Body);
    }

    [Fact]
    public void What_git_was_shown_once_is_resolved_the_same_way_again()
    {
        _site.Project.Git("config", "rerere.enabled", "true");
        _site.Branch("hers", ("file.txt", Before.Replace("5\n", "five\n")));
        _site.Reported("his", ("file.txt", Before.Replace("5\n", "fünf\n")));
        _site.Project.Git("checkout", "-q", "--detach", "hers");
        Assert.ThrowsAny<Exception>(() => _site.Project.Git("merge", "-q", "his"));
        _site.Project.Write("file.txt", Before.Replace("5\n", "five and fünf\n"));
        _site.Project.Git("commit", "-qam", "Resolved");
        _site.Project.Git("checkout", "-q", "main");
        Land("ours", ("file.txt", Before.Replace("5\n", "five\n")));

        var outcome = _site.Merge("his");

        Assert.Null(outcome.Problem);
        Assert.Equal(ResolutionRule.Recorded, Assert.Single(outcome.Entry!.Resolutions).Rule);
        Assert.Equal(Before.Replace("5\n", "five and fünf\n"), _site.Show("trunk", "file.txt"));
    }

    [Fact]
    public void Where_nobody_asked_git_to_remember_it_is_not_begun()
    {
        _site.Reported("two", ("file.txt", Before.Replace("5\n", "fünf\n")));
        Land("one", ("file.txt", Before.Replace("5\n", "five\n")));
        Assert.Equal(ErrorCode.Conflict, _site.Merge("two").Problem?.Code);
        Assert.False(Directory.Exists(Path.Combine(_site.Project.Root, ".git/rr-cache")));
    }

    private void Land(string branch, params (string Path, string? Text)[] files)
    {
        _site.Branch(branch, files);
        Assert.Null(_site.Merge(branch).Problem);
    }

    private IReadOnlyList<LandingForecast> Foretold(string branch) => LandingForecast.For(_site.App, _site.App.Caller, new LandingAsk([branch]));

    private void Configure(string yaml) => _site.Project.Write(".overstory/config.yaml", yaml);

    private static void Approve(OvApp app)
    {
        foreach (var rule in app.Config.Merge.Regenerate)
        {
            TrustStore.For(app.Environment.Variables).Approve(app.Project.Root, rule.Command, callerIsOperator: true);
        }
    }
}
