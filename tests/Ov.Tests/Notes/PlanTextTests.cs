using System.Text.Json;
using Ov.Core.Notes;
using Ov.Tests.Support;

namespace Ov.Tests.Notes;

/// <summary>What a plan should say, and who hears what it does not (S3-2).</summary>
public sealed class PlanTextTests
{
    private const string Whole = "# Goal\nAll formats.\n## Files to modify\na.cs\n**Steps**\n1. Read.\nEdge cases: none\nTesting: unit\nAcceptance criteria: it works\n";

    [Theory]
    [InlineData(Whole, "")]
    [InlineData("Goal: x\nFiles: a.cs\nSteps: y", "edge cases, tests, criteria")]
    [InlineData("Read the goal, test the files, then step on.", "goal, files, steps, edge cases, tests, criteria")]
    [InlineData("# The objective\n# Scope\n# Approach\n# Risks\n# Verification\n# Done when", "")]
    public void The_parts_that_no_heading_names_are_missing(string body, string missing) => Assert.Equal(missing, string.Join(", ", PlanText.Missing(body)));

    [Fact]
    public void Whoever_writes_a_plan_hears_what_it_does_not_name_and_other_notes_are_free()
    {
        using var project = TestProject.Create();
        project.AddRun();
        (string, string)[] operated = [("OV_OPERATOR_TOKEN", Token(project))];
        var spoken = project.Ov(operated, "note", "write", "plan", "Goal: x", "--kind", "plan", "--json");
        Assert.Equal(["files", "steps", "edge cases", "tests", "criteria"], JsonDocument.Parse(spoken.Out).RootElement.GetProperty("missing").EnumerateArray().Select(part => part.GetString()));
        Assert.Contains("it does not name: files, steps, edge cases, tests, criteria.", project.Ov(operated, "note", "write", "plan", "Goal: y", "--kind", "plan").ToString());
        Assert.DoesNotContain("missing", project.Ov(operated, "note", "write", "plan", Whole, "--kind", "plan", "--json").Out);
        Assert.DoesNotContain("missing", project.Ov(operated, "note", "write", "findings", "Nothing.", "--json").Out);
    }

    private static string Token(TestProject project)
    {
        using var ledger = project.OpenLedger();
        return ledger.Write(tx => Core.Agents.OperatorTokenStore.Create(tx, "of the test"));
    }
}
