using Ov.Core.Runs;

namespace Ov.Tests.Runs;

public sealed class RunTargetTests
{
    [Theory]
    [InlineData(null, "main", "main", "ov/r", true)]
    [InlineData(null, "feature", "main", "feature", false)]
    [InlineData(null, "release", "main", "ov/r", true)]
    [InlineData(null, null, "main", "ov/r", true)]
    [InlineData(null, "feature", null, "feature", false)]
    [InlineData("main", "feature", "main", "main", false)]
    [InlineData("release", "main", "main", "release", false)]
    public void Work_never_lands_on_the_default_or_a_protected_branch_that_was_not_named(
        string? asked, string? checkedOut, string? defaultBranch, string branch, bool isNew) =>
        Assert.Equal(new RunTarget(branch, isNew), RunTarget.For("r", asked, checkedOut, defaultBranch, ["release"]));
}
