using Ov.Core;
using Ov.Core.Checks;
using Ov.Core.Runs;
using Ov.Tests.Tasks;

namespace Ov.Tests.Checks;

/// <summary>The thresholds, row by row.</summary>
public sealed class CheckEvaluatorTests
{
    [Theory]
    [InlineData(CheckKind.Test, 0, 0, 0, 0, true, true)]
    [InlineData(CheckKind.Test, 1, 1, 0, 0, false, false)]
    [InlineData(CheckKind.Test, 0, 1, 0, 0, false, false)]
    [InlineData(CheckKind.Test, 0, 0, 1, 0, false, false)]
    [InlineData(CheckKind.Test, 3, 0, 0, 0, false, false)]
    [InlineData(CheckKind.Test, 0, 0, 0, 4, true, true)]
    [InlineData(CheckKind.Test, null, 0, 0, 0, false, false)]
    [InlineData(CheckKind.Build, 0, 0, 0, 0, true, true)]
    [InlineData(CheckKind.Build, 1, 0, 0, 0, false, false)]
    [InlineData(CheckKind.Lint, 0, 0, 0, 0, true, true)]
    [InlineData(CheckKind.Lint, 0, 0, 1, 0, false, false)]
    [InlineData(CheckKind.Lint, 0, 0, 0, 2, true, false)]
    [InlineData(CheckKind.Lint, 1, 0, 0, 2, true, false)]
    [InlineData(CheckKind.Lint, 1, 0, 0, 0, false, false)]
    public void Commands_pass_by_their_thresholds_and_an_autonomous_run_is_stricter(CheckKind kind, int? exit, int failed, int errors, int warnings, bool interactive, bool autonomous)
    {
        var found = new CheckResults("sarif", 5, failed, errors, 0, warnings, []);
        Assert.Equal(
            (interactive, autonomous), (CheckEvaluator.Judge(kind, exit, found, RunMode.Interactive).Count == 0, CheckEvaluator.Judge(kind, exit, found, RunMode.Autonomous).Count == 0));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(null, false)]
    public void Where_nothing_else_tells_the_exit_status_does(int? exit, bool passes) =>
        Assert.All(new[] { CheckKind.Build, CheckKind.Test, CheckKind.Lint }, kind => Assert.Equal(passes, CheckEvaluator.Judge(kind, exit, CheckResults.None, RunMode.Interactive).Count == 0));

    [Theory]
    [InlineData(true, "", true, true)]
    [InlineData(false, "", true, true)]
    [InlineData(true, "low", true, false)]
    [InlineData(false, "medium", true, false)]
    [InlineData(false, "low high", false, false)]
    [InlineData(true, "high", false, false)]
    public void A_review_passes_without_a_high_issue_and_in_an_autonomous_run_without_any(bool approved, string severities, bool interactive, bool autonomous)
    {
        var issues = severities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new CheckIssue(Enum.Parse<IssueSeverity>(word, ignoreCase: true), "Odd.", null, "Mend.")).ToList();
        Assert.Equal(
            (interactive, autonomous), (CheckEvaluator.Review(approved, issues, RunMode.Interactive).Count == 0, CheckEvaluator.Review(approved, issues, RunMode.Autonomous).Count == 0));
    }

    [Fact]
    public void An_approval_that_lists_a_high_issue_contradicts_itself_and_says_so() =>
        Assert.Equal(["1 high issue, although it says approved"], CheckEvaluator.Review(true, [new CheckIssue(IssueSeverity.High, "Null.")], RunMode.Interactive));

    [Theory]
    [InlineData("""{"verdict": "fine"}""", "verdict is approved or changes-requested")]
    [InlineData("""{"verdict": "approved", "issues": [{"severity": "high", "finding": "Null."}]}""", "issue 1 needs")]
    [InlineData("""{"verdict": "approved", "issues": [{"severity": "bad", "finding": "Null.", "suggestion": "x"}]}""", "issue 1 needs")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\n\"verdict\": ", "no sound JSON: line 2")]
    public void A_review_with_a_fault_is_refused_with_the_fault(string text, string why) => Assert.Contains(why, Refusal.Of(ErrorCode.Usage, () => VerdictReader.Review(text)).Message);

    [Theory]
    [InlineData("""{"criteria": [{"number": 1, "met": true, "evidence": "a"}]}""", "criterion 2 is missing: Two")]
    [InlineData("""{"criteria": [{"number": 1, "met": true, "evidence": "a"}, {"number": 2, "met": true, "evidence": " "}]}""", "criterion 2 needs met (true or false) and evidence")]
    [InlineData("""{"criteria": [{"number": 1, "met": true, "evidence": "a"}, {"number": 1, "met": true, "evidence": "b"}]}""", "criterion 1 is judged twice; criterion 2 is missing")]
    [InlineData("""{"criteria": [{"number": 3, "met": true, "evidence": "a"}]}""", "there is no criterion 3; criterion 1 is missing: One; criterion 2 is missing: Two")]
    public void Every_criterion_is_judged_once_with_evidence_or_nothing_is_recorded(string text, string why) =>
        Assert.Contains(why, Refusal.Of(ErrorCode.Usage, () => VerdictReader.Criteria(text, ["One", "Two"])).Message);

    [Fact]
    public void One_unmet_criterion_is_no_pass()
    {
        var seen = VerdictReader.Criteria("""{"criteria": [{"number": 2, "met": false, "evidence": "list.cs:4"}, {"number": 1, "met": true, "evidence": "a"}]}""", ["One", "Two"]);
        Assert.Equal([1, 2], seen.Select(one => one.Number));
        Assert.Equal(["criterion 2 is not met: Two"], CheckEvaluator.Criteria(seen));
    }
}
