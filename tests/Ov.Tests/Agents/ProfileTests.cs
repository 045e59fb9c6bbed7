using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Tests.Agents;

/// <summary>What a profile says of itself, and what it is held to.</summary>
public sealed class ProfileTests
{
    private const string Whole = "---\nlabel: Release work\nvariables: [version, channel]\nmessage: \"{agent} prepares {version} for {channel}.\"\nrequiresSpec: true\nnonCoding: true\ntaskScoped: true\n---\nFirst the notes, then the tag.\n";

    [Theory]
    [InlineData("Be careful.\n", "Be careful.")]
    [InlineData(Whole, "## Release work\n\nFirst the notes, then the tag.\n\n<agent> prepares 1.2 for beta.")]
    [InlineData("---\nmessage: Say {word} to {agent}\n---\n", "Say {word} to <agent>")]
    public void A_plain_text_stays_as_it_is_and_a_message_is_filled_in(string text, string expected) => Assert.Equal(
        expected, Of(text).Render(new Dictionary<string, string> { ["version"] = "1.2", ["channel"] = "beta" }, (message, values) => values.Aggregate(message.Replace("{agent}", "<agent>"), (said, value) => said.Replace($"{{{value.Key}}}", value.Value))));

    [Theory]
    [InlineData("---\nlabel: x\n", "has no end")]
    [InlineData("---\nlable: x\n---\n", "lable is no field of a profile. Did you mean 'label'?")]
    [InlineData("---\nlabel: x\nrequiresSpec: perhaps\n---\n", ":3: requiresSpec must be")]
    [InlineData("---\nvariables: [task]\n---\n", "that no placeholder has")]
    [InlineData("---\nvariables: version\n---\n", "variables must be a list")]
    public void What_is_wrong_with_it_is_said_with_its_line(string text, string words)
    {
        var refusal = Assert.Throws<OvException>(() => Of(text));
        Assert.Equal(ErrorCode.InvalidConfig, refusal.Code);
        Assert.Contains(words, refusal.Message);
    }

    [Theory]
    [InlineData("version=1", "needs a value for its variable 'channel'")]
    [InlineData("version=1 channel=2 verison=3", "no variable 'verison'. Did you mean 'version'?")]
    [InlineData("version=1 channel=2", null)]
    public void Each_variable_gets_its_value_and_no_other_name_does(string given, string? refusal) => Check(
        () => Of(Whole).RequireValues(given.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1])), refusal);

    [Theory]
    [InlineData("message: \"{one}\"\nvariables: [one]", 0)]
    [InlineData("message: \"{agent} {two}\"\nvariables: [one]", 2)]
    [InlineData("variables: [one, two]", 2)]
    public void What_is_declared_and_unused_or_used_and_undeclared_is_a_warning(string head, int warnings) => Assert.Equal(warnings, Of($"---\n{head}\n---\n").Warnings.Count);

    [Theory]
    [InlineData("scout", true, true, null)]
    [InlineData("scout", true, false, "needs a task with a spec")]
    [InlineData("builder", true, true, "a builder writes")]
    [InlineData("coordinator", false, true, "for agents with a task")]
    public void Work_that_does_not_fit_is_refused(string role, bool hasTask, bool hasSpec, string? refusal) =>
        Check(() => Of(Whole).RequireWork(Roles.With(new Dictionary<string, Core.Config.RoleOverride>()).Require(role), hasTask, hasSpec), refusal);

    private static Profile Of(string text) => ProfileFile.Of("release", ".overstory/profiles/release.md", text);

    private static void Check(Action act, string? refusal)
    {
        if (refusal is null)
        {
            act();
        }
        else
        {
            Assert.Contains(refusal, Assert.Throws<OvException>(act).Message);
        }
    }
}
