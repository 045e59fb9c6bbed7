using Ov.Core.Checks;

namespace Ov.Tests.Checks;

/// <summary>What build tools, test runners and linters write, read as counts.</summary>
public sealed class ResultReaderTests
{
    [Theory]
    [InlineData("3 passed, 1 failed", 3, 1, 0, 0)]
    [InlineData("==== 2 failed, 10 passed, 1 skipped, 1 error in 0.12s ====", 10, 2, 1, 1)]
    [InlineData("Failed!  - Failed:     2, Passed:    12, Skipped:     1, Total:    15, Duration: 3 s", 12, 2, 0, 1)]
    [InlineData("Passed!  - Failed:     0, Passed:    12, Skipped:     0, Total:    12", 12, 0, 0, 0)]
    [InlineData("test result: ok. 7 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out", 7, 0, 0, 2)]
    [InlineData("Tests:       1 failed, 3 passed, 4 total", 3, 1, 0, 0)]
    [InlineData("  12 passing (34ms)\n  1 failing", 12, 1, 0, 0)]
    [InlineData("1 passed\nmore\n4 passed, 0 failed", 4, 0, 0, 0)]
    public void A_summary_line_is_counted(string text, int passed, int failed, int errors, int skipped)
    {
        var read = ResultReader.Read(text)!;
        Assert.Equal(("text", passed, failed, errors, skipped), (read.Format, read.Passed, read.Failed, read.Errors, read.Skipped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("everything is fine")]
    [InlineData("<html><body>3 passed</body></html>")]
    [InlineData("<testsuite><testcase")]
    [InlineData("{\"runs\": 3}")]
    [InlineData("{\"runs\": ")]
    [InlineData("[1, 2]")]
    [InlineData("the password passed review")]
    public void What_is_in_no_known_format_tells_nothing(string text) => Assert.Null(ResultReader.Read(text));

    [Fact]
    public void A_document_type_is_refused_and_nothing_it_names_is_read() => Assert.Null(ResultReader.Read(
        "<?xml version=\"1.0\"?><!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]><testsuite><testcase name=\"&b;\"/></testsuite>"));

    [Fact]
    public void Nesting_without_end_is_given_up() =>
        Assert.Null(ResultReader.Read(string.Concat(Enumerable.Repeat("<testsuite>", 5000)) + string.Concat(Enumerable.Repeat("</testsuite>", 5000))));

    [Fact]
    public void Tap_counts_what_was_planned_and_never_came_as_errors()
    {
        var read = ResultReader.Read("TAP version 13\n1..6\nok 1 - opens\nnot ok 2 - closes\nok 3 # SKIP no disk\nnot ok 4 - later # TODO\nok 5\n")!;
        Assert.Equal(("tap", 2, 1, 1, 2), (read.Format, read.Passed, read.Failed, read.Errors, read.Skipped));
        Assert.Equal("not ok 2 - closes", Assert.Single(read.Issues).What);
        Assert.Equal(1, ResultReader.Read("1..3\nok 1\nBail out! no database\n")!.Errors);
    }

    [Fact]
    public void JUnit_is_counted_case_by_case_whatever_the_suites_say()
    {
        var read = ResultReader.Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="99" failures="0">
              <testsuite name="a">
                <testcase classname="List" name="opens"/>
                <testcase classname="List" name="closes" file="list.cs" line="12"><failure message="expected 1">trace</failure></testcase>
                <testcase classname="List" name="breaks"><error message="boom"/><failure message="twice"/></testcase>
                <testcase classname="List" name="later"><skipped/></testcase>
              </testsuite>
            </testsuites>
            """)!;
        Assert.Equal(("junit", 1, 1, 1, 1), (read.Format, read.Passed, read.Failed, read.Errors, read.Skipped));
        Assert.Equal(("List.closes: expected 1", "list.cs:12"), (read.Issues[0].What, read.Issues[0].Where));
    }

    [Fact]
    public void Trx_is_counted_result_by_result()
    {
        var read = ResultReader.Read("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="A" outcome="Passed"/><UnitTestResult testName="B" outcome="Failed"><Output/></UnitTestResult>
              <UnitTestResult testName="C" outcome="NotExecuted"/><UnitTestResult testName="D" outcome="Timeout"/>
            </Results></TestRun>
            """)!;
        Assert.Equal(("trx", 1, 1, 1, 1), (read.Format, read.Passed, read.Failed, read.Errors, read.Skipped));
        Assert.Equal(["B", "D"], read.Issues.Select(issue => issue.What));
    }

    [Fact]
    public void Sarif_is_counted_by_level_and_what_was_suppressed_is_left_out()
    {
        var read = ResultReader.Read("""
            {"version": "2.1.0", "runs": [{"results": [
              {"ruleId": "R1", "level": "error", "message": {"text": "Bad."}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.cs"}, "region": {"startLine": 3}}}]},
              {"ruleId": "R2", "message": {"text": "Odd."}}, {"ruleId": "R3", "level": "note"},
              {"ruleId": "R4", "level": "error", "suppressions": [{"kind": "inSource"}]}]}]}
            """)!;
        Assert.Equal(("sarif", 1, 1), (read.Format, read.Errors, read.Warnings));
        Assert.Equal(("R1: Bad.", "a.cs:3"), (read.Issues[0].What, read.Issues[0].Where));
    }
}
