using System.Text;
using Ov.Cli;
using Ov.Core;

namespace Ov.Tests.House;

/// <summary>The README's command table comes from the command definitions. How to write it anew: <see cref="SourceTree"/>.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- commands -->\n";
    private const string End = "<!-- /commands -->";

    [Fact]
    [Trait(SourceTree.Kind, SourceTree.Generated)]
    public void The_command_table_is_the_one_of_the_definitions()
    {
        var file = Path.Combine(SourceTree.Root, "README.md");
        var text = File.ReadAllText(file);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        var wanted = Table();
        if (SourceTree.Accepts)
        {
            File.WriteAllText(file, text[..from] + wanted + text[to..]);
            return;
        }

        Assert.Equal(wanted, text[from..to]);
    }

    private static string Table()
    {
        var environment = new OvEnvironment("/", new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
        var root = CommandTree.Create(new CommandRunner(environment, new GlobalOptions()));
        var table = new StringBuilder("| command | what it does |\n|---|---|\n");
        foreach (var command in CommandTree.Leaves(root))
        {
            table.Append($"| `ov {CommandRunner.PathOf(command)}` | {command.Description} |\n");
        }

        return table.ToString();
    }
}
