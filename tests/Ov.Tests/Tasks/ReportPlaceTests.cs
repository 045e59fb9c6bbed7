using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>Reports that name files and lines.</summary>
public sealed class ReportPlaceTests : IDisposable
{
    private static readonly string[] Long = [.. Enumerable.Range(1, 60).Select(n => $"    line {n}")];

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("src/a.cs:10-42 retries", false, "src/a.cs", 10, 42, "retries")]
    [InlineData("src/a b.cs:7: it leaks\nat night", true, "src/a b.cs", 7, 7, "it leaks\nat night")]
    [InlineData("README.md is new", false, "README.md", null, null, "is new")]
    public void A_place_is_a_file_with_its_lines_and_a_word(string text, bool needsLine, string path, int? from, int? to, string note) =>
        Assert.Equal(new ReportPlace(path, from, to, note), ReportPlace.Parse(text, "finding", needsLine));

    [Theory]
    [InlineData("src/a.cs:10", false)]
    [InlineData("src/a.cs", false)]
    [InlineData("src/a.cs:9-3 backwards", false)]
    [InlineData("src/a.cs:0 nowhere", true)]
    [InlineData("src/a.cs it leaks", true)]
    [InlineData("", true)]
    public void What_names_no_place_is_refused_with_the_form(string text, bool needsLine) =>
        Assert.Contains("For example: --", Assert.Throws<OvException>(() => ReportPlace.Parse(text, needsLine ? "finding" : "change", needsLine)).Hint);

    [Fact]
    public void A_long_word_on_a_place_belongs_in_a_note() =>
        Assert.Contains("ov note write", Assert.Throws<OvException>(() => ReportPlace.Parse($"a.cs:1 {new string('x', ReportPlace.LongestNote + 1)}", "finding", true)).Hint);

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Twenty_lines_of_a_file_in_a_row_are_its_content(int lines, bool fits) => Judge(new DoneReport($"See long.txt:\n{string.Join("\n\n", Long.Skip(5).Take(lines))}"), fits ? null : $"quotes {lines} lines of long.txt");

    [Theory]
    [InlineData("short.txt begins with: one\ntwo\nthree\nfour", null)]
    [InlineData("short.txt has:\none\ntwo\nthree\nfour\nfive\n", "quotes 5 lines of short.txt")]
    [InlineData("one\ntwo\nthree\nfour\nfive\n", null)]
    public void The_whole_of_a_shorter_file_that_is_named_is_its_content_too(string summary, string? refusal) => Judge(new DoneReport(summary), refusal);

    [Theory]
    [InlineData("long.txt:61 x", null, "has 60 lines")]
    [InlineData(null, "lomg.txt:1 x", "no such file")]
    [InlineData("short.txt:1 x", null, "does not change")]
    [InlineData("long.txt:1-60 x", "short.txt:5 x", null)]
    public void Places_are_there(string? change, string? finding, string? refusal) =>
        Judge(new DoneReport("ok") { Places = ReportPlaces.Parse(change is null ? [] : [change], finding is null ? [] : [finding]) }, refusal);

    [Fact]
    public void A_report_keeps_its_places_and_whoever_waits_is_told_them()
    {
        var (one, two) = (_site.Add("Build it"), _site.Add("Look at it", role: "scout"));
        _site.Worker("builder-1", one);
        _site.CommitIn("builder-1", "a.txt", "1\n2\n3\n");
        var places = ReportPlaces.Parse(["a.txt:1-3 counts"], []);
        Assert.Contains("\"changes\":[\"a.txt:1-3 counts\"]", _site.Done("builder-1", one, new DoneReport("did it") { Places = places }).Mail.Payload);
        Assert.Equal(places.Changes, Assert.Single(_site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, one.Id))).Changes);

        _site.Worker("scout-1", two, "scout");
        Refusal.Of(ErrorCode.Usage, () => _site.Done("scout-1", two, new DoneReport("It is there") { Places = ReportPlaces.Parse([], ["b.txt:1 gone"]) }));
        Assert.Equal(TaskState.InProgress, _site.Now(two).State);
    }

    private static void Judge(DoneReport report, string? refusal)
    {
        void Act() => ReportGuard.Require(report, ["long.txt"], path => path switch
        {
            "long.txt" => Long,
            "short.txt" => ["one", "two", "", "three", "four", "five"],
            _ => null,
        });
        if (refusal is null)
        {
            Act();
        }
        else
        {
            Assert.Contains(refusal, Assert.Throws<OvException>(Act).Message);
        }
    }
}
