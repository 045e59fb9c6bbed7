using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Snapshots;

/// <summary>What the config verbs print.</summary>
public sealed class ConfigSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Settings(Form form) => Day.Play(form, day =>
    {
        day.Project.Box.Variables["EDITOR"] = "true";
        day.Shows("config show", "--origin");
        day.Shows("config get", "merge.policy");
        day.Refuses(2, "usage", "unknown-key", "config get", "merge.polcy");
        day.Shows("config set", "agents.maxConcurrent", "10");
        day.Refuses(2, "invalid-config", "wrong-value", "config set", "agents.maxConcurrent", "lots");
        day.Shows("config unset", "agents.maxConcurrent");
        day.Shows("config edit");
        day.Shows("config check");
        day.Does("config", "set", "gates", "[{name: check, command: make test}]");
        day.Refuses(6, "needs-confirmation", "unread", "config trust");
        day.Shows("config trust", "--yes");
        day.ShowsCase("list", "config trust", "--list");
        // The whole of it is docs/config.schema.json, which another test compares.
        day.AlsoScrub = text => Regex.Replace(text, """(?s)\\?"title\\?".*(?=\n\n--- stderr|"\n\})""", "{rest}");
        day.Shows("config schema");
        day.AlsoScrub = text => text;
        day.Project.Box.WriteFile(".overstory/config.yaml", "agents:\n  maxConcurrent: lots\n  maxDept: 3\n");
        day.ShowsCase("wrong", "config show", "--origin");
        day.Refuses(2, "invalid-config", "wrong", "config get", "agents.maxConcurrent");
        Assert.Equal(2, day.Show("config check", "wrong", day.Project.Ov(day.Line("config check"))).ExitCode);
    });
}
