using Ov.Cli;
using Ov.Core;
using Ov.Tests.Support;

namespace Ov.Tests.House;

/// <summary>The options of the whole program mean the same wherever they stand.</summary>
public sealed class GlobalOptionTests
{
    private static readonly string[] Given =
        ["--project", "elsewhere", "--run", "run-7", "--json", "--quiet", "--verbose", "--color", "always", "--timing", "--yes"];

    private static readonly OvOptions Meant = new("elsewhere", "run-7", true, true, true, true, true, "always");

    [Fact]
    public void Every_global_option_may_stand_before_or_after_any_command()
    {
        var faults = new List<string>();
        foreach (var (path, _, _) in CommandLine.Commands())
        {
            foreach (var words in new string[][] { [.. Given, .. path.Split(' ')], [.. path.Split(' '), .. Given] })
            {
                var options = new GlobalOptions();
                var runner = new CommandRunner(CommandLine.Nowhere(), options);
                var parse = CommandTree.Create(runner).Parse(words);
                if (CommandRunner.PathOf(parse.CommandResult.Command) != path || options.Read(parse) != Meant)
                {
                    faults.Add($"ov {string.Join(' ', words)} is read as '{CommandRunner.PathOf(parse.CommandResult.Command)}' with {options.Read(parse)}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_short_forms_are_C_q_and_y_and_v_alone_is_the_version()
    {
        var options = new GlobalOptions();
        var parse = CommandTree.Create(new CommandRunner(CommandLine.Nowhere(), options)).Parse(["status", "-C", "elsewhere", "-q", "-y"]);
        Assert.Equal(new OvOptions("elsewhere", null, false, true, false, false, true, "auto"), options.Read(parse));
        using var project = TestProject.Create();
        Assert.StartsWith("ov ", project.Ov([], "-v").Out, StringComparison.Ordinal);
        Assert.Contains("Unknown option '-v'", project.Ov([], "status", "-v").Error, StringComparison.Ordinal);
    }

    /// <summary>But for the words that Overstory has.</summary>
    [Fact]
    public void Nouns_are_singular() =>
        Assert.Equal(["hooks", "completions"], CommandLine.Commands().Where(one => one.Path.Contains(' ', StringComparison.Ordinal)).Select(one => one.Path.Split(' ')[0]).Where(noun => noun.EndsWith('s')).Distinct());
}
