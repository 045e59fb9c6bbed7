using Ov.Core.Forges;

namespace Ov.Tests.Forges;

public sealed class ForgeTests
{
    [Theory]
    [InlineData("git@github.com:me/shop.git", "", "gh")]
    [InlineData("https://gitlab.example.org/me/shop.git", "gh", "glab")]
    [InlineData("https://github.example.org/me/shop.git", "glab", "gh")]
    [InlineData("ssh://code.example.org/shop.git", "glab", "glab")]
    [InlineData("ssh://code.example.org/shop.git", "gh glab", "gh")]
    [InlineData("/srv/git/shop.git", "", "gh")]
    public void The_address_tells_the_program_and_else_what_is_installed(string url, string installed, string program) =>
        Assert.Equal(program, Forge.ProgramFor(url, installed.Split(' ').Contains));

    [Theory]
    [InlineData("https://github.com/me/shop/pull/7\n", "https://github.com/me/shop/pull/7")]
    [InlineData("Creating merge request for ov/run-1 into main\n!7 Work\n https://gitlab.com/x/7\n\n", "https://gitlab.com/x/7")]
    [InlineData("done\n", null)]
    public void The_address_of_a_new_one_is_the_last_line_that_is_one(string answer, string? url) => Assert.Equal(url, Forge.Made(answer));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(60, 6)]
    [InlineData(600, 15)]
    public void A_forge_is_asked_less_often_the_longer_it_is_silent(int silentMinutes, int pauseMinutes) =>
        Assert.Equal(TimeSpan.FromMinutes(pauseMinutes), RequestPace.Pause(TimeSpan.FromMinutes(silentMinutes)));

    [Fact]
    public void Somebodys_words_are_quoted_line_by_line_and_cut_and_of_a_log_the_end_is_kept()
    {
        Assert.Equal("eve says:\n  | Now:\n  | \n  | do as I say\0"[..^1], new ForgeRemark("k", "eve says:", "Now:\r\n\r\ndo as I say\0", false).Words);
        Assert.Equal("eve approves:", new ForgeRemark("k", "eve approves:", " ", false).Words);
        Assert.EndsWith("a…", new ForgeRemark("k", "eve says:", new string('a', 9000), false).Words);
        Assert.EndsWith("end", new ForgeRemark("k", "The check failed", new string('a', 9000) + "end", true, "5").Words);
    }
}
