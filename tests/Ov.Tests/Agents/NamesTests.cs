using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Agents;

public sealed class NamesTests : IDisposable
{
    private const string Template = "overstory/{agent}/{number}-{slug}";
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("Fix the flaky login test", "overstory/builder-3/3-fix-the-flaky-login-test")]
    [InlineData("$(rm -rf /) `x`; \"quoted\"", "overstory/builder-3/3-rm-rf-x-quoted")]
    [InlineData("../../etc/passwd", "overstory/builder-3/3-etc-passwd")]
    [InlineData("日本語", "overstory/builder-3/3")]
    [InlineData("A title that goes on and on and on and on until nobody reads it", "overstory/builder-3/3-a-title-that-goes-on-and-on-and")]
    public void A_branch_is_named_by_number_and_the_first_words_of_the_title(string title, string branch)
    {
        var name = BranchName.For(Template, "builder-3", 3, title, "run-1", _ => false);
        Assert.Equal(branch, name);
        Assert.True(RefName.IsValidBranch(name));
    }

    [Fact]
    public void A_taken_branch_name_gets_a_number() =>
        Assert.Equal("overstory/b/1-x-3", BranchName.For(Template, "b", 1, "x", "run-1", name => name is "overstory/b/1-x" or "overstory/b/1-x-2"));

    [Theory]
    [InlineData("overstory/{agent}/{number}-{slug}", "overstory/")]
    [InlineData("{agent}", "")]
    [InlineData("work-{agent}", "")]
    [InlineData("a/b/c-{agent}", "a/b/")]
    public void The_constant_part_of_the_template_is_known(string template, string prefix) => Assert.Equal(prefix, BranchName.Prefix(template));

    [Theory]
    [InlineData("@all")]
    [InlineData("with space")]
    [InlineData("-dash")]
    [InlineData("operator")]
    [InlineData("Orchestrator")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde123")]
    public void A_name_that_is_no_name_is_refused(string name)
    {
        using var ledger = _project.OpenLedger();
        Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => ledger.Read(sql => AgentName.Require(sql, name))).Code);
    }

    [Fact]
    public void Names_are_compared_without_case_and_automatic_ones_avoid_the_living()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "builder-1");
        using var ledger = _project.OpenLedger();
        Assert.Equal(ErrorCode.NameTaken, Assert.Throws<OvException>(() => ledger.Read(sql => AgentName.Require(sql, "Builder-1"))).Code);
        Assert.Equal("builder-1-2", ledger.Read(sql => AgentName.Make(sql, "builder", 1)));
        Assert.Equal("fresh", ledger.Read(sql => AgentName.Require(sql, "Fresh")));
    }
}
