using Ov.Core.Config;
using Ov.Core.Worktrees;

namespace Ov.Tests.Worktrees;

public sealed class SparseFoldersTests
{
    [Theory]
    [InlineData("src/login/**", "src/login")]
    [InlineData("src/*.cs", "src")]
    [InlineData("src/a/b.cs;src/a/c.cs", "src/a")]
    [InlineData("src/**;src/login/x.cs", "src")]
    [InlineData("src/{a,b}/x.cs", "src")]
    [InlineData("./docs/x.md;README.md", "docs")]
    [InlineData("*.md;Directory.Build.props", "")]
    [InlineData("tools", "tools")]
    public void A_scope_is_narrowed_to_the_folders_it_lies_in(string scope, string expected) =>
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), SparseFolders.Of(scope.Split(';'), []));

    [Theory]
    [InlineData("**/*.md")]
    [InlineData("*/src/x")]
    [InlineData("src/a;**")]
    [InlineData("")]
    public void A_wildcard_that_leads_anywhere_cannot_be_narrowed(string scope) =>
        Assert.Null(SparseFolders.Of(scope.Length == 0 ? [] : scope.Split(';'), ["docs"]));

    [Fact]
    public void Folders_that_are_always_there_come_along() => Assert.Equal(["docs", "src/a"], SparseFolders.Of(["src/a/**"], ["docs/"]));

    [Theory]
    [InlineData("500MB", 500L << 20)]
    [InlineData("2 gb", 2L << 30)]
    [InlineData("17", 17L)]
    [InlineData("1KB", 1024L)]
    public void Sizes_are_read_as_people_write_them(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("9999999999TB")]
    [InlineData("1.5GB")]
    public void Anything_else_is_no_size(string text) => Assert.Null(ByteSize.Parse(text));
}
