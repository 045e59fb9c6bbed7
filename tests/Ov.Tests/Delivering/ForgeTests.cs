using Ov.Core.Delivering;

namespace Ov.Tests.Delivering;

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
        Assert.Equal(program, Forge.Of(url, installed.Split(' ').Contains).Program);

    [Theory]
    [InlineData("gh", """[{"url":"https://github.com/me/shop/pull/7"}]""", "https://github.com/me/shop/pull/7")]
    [InlineData("glab", """[{"web_url":"https://gitlab.com/me/shop/-/merge_requests/7","url":"no"}]""", "https://gitlab.com/me/shop/-/merge_requests/7")]
    [InlineData("gh", "[]", null)]
    [InlineData("glab", "", null)]
    [InlineData("glab", "No open merge requests match your search.", null)]
    [InlineData("gh", """{"url":"https://x"}""", null)]
    [InlineData("gh", """["https://x"]""", null)]
    public void The_open_request_is_read_from_what_either_answers(string program, string answer, string? url) => Assert.Equal(url, new Forge(program).Found(answer));

    [Theory]
    [InlineData("https://github.com/me/shop/pull/7\n", "https://github.com/me/shop/pull/7")]
    [InlineData("Creating merge request for ov/run-1 into main\n!7 Work\n https://gitlab.com/x/7\n\n", "https://gitlab.com/x/7")]
    [InlineData("done\n", null)]
    public void The_address_of_a_new_one_is_the_last_line_that_is_one(string answer, string? url) => Assert.Equal(url, Forge.Made(answer));
}
