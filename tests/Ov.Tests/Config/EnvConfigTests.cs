using Ov.Core;
using Ov.Core.Config;

namespace Ov.Tests.Config;

/// <summary><c>env:</c>: templates with placeholders; what is wrong is said with its nearest name.</summary>
public sealed class EnvConfigTests
{
    private static OvConfig Parsed(string text) => ConfigReader.Parse("/project", text);

    [Theory]
    [InlineData("{port0}", "4001")]
    [InlineData("postgres://localhost:{port1}/{agent_slug}?x={agent}", "postgres://localhost:4002/builder_1?x=builder-1")]
    [InlineData("{{agent}}", "{agent}")]
    [InlineData("{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("a}b{", "a}b{")]
    [InlineData("", "")]
    public void Placeholders_are_filled_in_and_other_braces_stay(string template, string expected)
    {
        Assert.Null(EnvTemplate.FaultOf(template));
        Assert.Equal(expected, EnvTemplate.Render(template, new Dictionary<string, string> { ["agent"] = "builder-1", ["agent_slug"] = "builder_1" }, [4001, 4002]));
    }

    [Fact]
    public void An_unknown_placeholder_is_refused_with_the_nearest()
    {
        var refusal = Assert.Throws<OvException>(() => Parsed("env:\n  DATABASE: x/{agnet}\n").Env);
        Assert.Equal(ErrorCode.InvalidConfig, refusal.Code);
        Assert.Contains("{agnet}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'agent'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(":2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("GIT_DIR")]
    [InlineData("OVERSTORY_AGENT_NAME")]
    [InlineData("OV_CONFIG__X")]
    [InlineData("LD_PRELOAD")]
    [InlineData("BASH_ENV")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("1ST")]
    [InlineData("A-B")]
    public void Reserved_and_impossible_names_are_refused(string name) =>
        Assert.Equal(ErrorCode.InvalidConfig, Assert.Throws<OvException>(() => Parsed($"env:\n  {name}: x\n").Env).Code);

    [Fact]
    public void A_port_beyond_the_count_is_refused_and_one_bad_value_disables_nothing_else()
    {
        var config = Parsed("env: {A: '{port4}'}\nworktrees: {branch: 'x/{agent}'}\n");
        Assert.Contains("worktrees.ports.count is 4", Assert.Throws<OvException>(() => config.Env).Message, StringComparison.Ordinal);
        Assert.Equal("x/{agent}", config.Worktrees.BranchTemplate);
        Assert.Equal("{port4}", Parsed("env: {A: '{port4}'}\nworktrees: {ports: {count: 5}}\n").Env["A"]);
    }
}
