using System.Runtime.CompilerServices;
using System.Text;
using Ov.Cli;
using Ov.Core;

namespace Ov.Tests.House;

/// <summary>The README's command table comes from the command definitions. <c>OV_SNAPSHOT=accept dotnet test</c> writes it anew; CI never does.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- commands -->\n";
    private const string End = "<!-- /commands -->";

    [Fact]
    public void The_command_table_is_the_one_of_the_definitions()
    {
        var file = Path.Combine(Root(), "README.md");
        var text = File.ReadAllText(file);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        var wanted = Table();
        if (Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && Environment.GetEnvironmentVariable("CI") is null)
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
        foreach (var command in HelpPage.Leaves(root))
        {
            table.Append($"| `ov {CommandRunner.PathOf(command)}` | {command.Description} |\n");
        }

        return table.ToString();
    }

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Ov.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
