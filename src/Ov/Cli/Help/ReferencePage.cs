using System.Text;

namespace Ov.Cli.Help;

/// <summary>docs/reference.md: every command and topic, as the program itself tells of them.</summary>
internal sealed class ReferencePage(HelpFinder finder, CommandRunner runner)
{
    private const string Head = """
        # Reference

        Every command and topic of `ov`, made by `ov help reference` from the definitions that the program itself runs by. Do not edit: a test
        compares it. The examples are run by a test in a project that holds what they name.

        Every command takes the global options, answers `--json` with exactly one JSON document on stdout, and uses the exit codes below; a
        command's own page names only the refusals that are its own.

        """;

    public string Draw()
    {
        var text = new StringBuilder(Head);
        var everything = new RootPages(runner).Everything(finder.Root);
        foreach (var title in new[] { "Global options", "Exit codes" })
        {
            text.Append('\n').Append(MarkdownHelp.Draw(
                new HelpDocument(title, title == "Exit codes" ? "What the exit status of every command means" : "Before or after the command",
                    [HelpSection.Of("", [.. everything.Sections.First(section => section.Title == title).Blocks])]),
                2));
        }

        text.Append("\n## Commands\n");
        var commands = new CommandPages(runner);
        foreach (var command in CommandTree.Leaves(finder.Root))
        {
            text.Append('\n').Append(MarkdownHelp.Draw(commands.Guide(command), 3, "Global options", "Verbs"));
        }

        text.Append("\n## Topics\n");
        foreach (var topic in HelpTopics.All)
        {
            text.Append('\n').Append(MarkdownHelp.Draw(topic.Document, 3));
        }

        return text.ToString();
    }
}
