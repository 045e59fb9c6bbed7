using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigTemplateTests
{
    [Theory]
    [InlineData("app", "main", "dotnet test")]
    [InlineData("it's \"ours\": #1", "feature/x", "sh -c 'a \\ b' # \"c\"")]
    [InlineData("true", "null", "echo \u00e9\t&& [ 1 ]")]
    [InlineData("007", "1", "- x")]
    [InlineData("app", null, null)]
    public void What_it_writes_is_read_back_as_the_same_settings(string name, string? branch, string? command)
    {
        var config = ConfigReader.Parse("/p/app", ConfigTemplate.For(name, branch, command, "claude"));
        Assert.Empty(config.Problems);
        Assert.Equal((name, branch, command), (config.Project.Name, config.Project.CanonicalBranch, config.Gates.SingleOrDefault()?.ShellText));
        Assert.Equal("claude", config.Runtimes.Default);
    }

    [Fact]
    public void The_keys_in_its_comments_exist_and_show_their_defaults()
    {
        var lines = ConfigTemplate.For("app", null, null).Split('\n');
        var bare = string.Join('\n', lines.Where(l => !IsProse(l)).Select(Uncommented));
        var config = ConfigReader.Parse("/p/app", bare);
        Assert.Empty(config.Problems);
        string[] examples = ["project.name", "project.canonicalBranch", "gates", "setup", "env", "runtimes.exec.command", "runtimes", "budgets"];
        Assert.Equal(21, config.Settings.Count(s => !s.IsDefault));
        Assert.All(config.Settings.Where(s => !s.IsDefault && !examples.Contains(s.Key.Path)), s => Assert.Equal(s.Key.DefaultText, s.Text));
    }

    [Fact]
    public void It_is_short_and_holds_no_absolute_path()
    {
        var text = ConfigTemplate.For("app", "main", "make test");
        Assert.True(text.Split('\n').Length < 60);
        Assert.DoesNotContain(" /", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    private static string Uncommented(string line) =>
        line.TrimStart().StartsWith("# ", StringComparison.Ordinal) ? line.Remove(line.IndexOf('#', StringComparison.Ordinal), 2) : line;

    private static bool IsProse(string line) => line.StartsWith("# ", StringComparison.Ordinal) && char.IsUpper(line[2]);
}
