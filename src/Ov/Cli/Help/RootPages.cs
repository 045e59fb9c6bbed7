using System.CommandLine;

namespace Ov.Cli.Help;

/// <summary>The pages of the program itself: the day's commands on one screen, or everything.</summary>
internal sealed class RootPages(CommandRunner runner)
{
    private const string Promise = "ov turns a repository and any coding agents into a team over one local ledger";

    /// <summary>In the order in which somebody meets them; what a later version adds takes its place when it comes.</summary>
    private static readonly string[] Day = ["init", "sling", "status", "review", "undo", "stop"];

    private static readonly (string Title, string[] Nouns)[] Parts =
    [
        ("Begin", ["init", "demo", "adopt", "doctor"]),
        ("Plan", ["run", "task", "group", "spec", "note"]),
        ("Agents at work", ["sling", "discover", "status", "wait", "nudge", "attach", "detach", "stop", "agents", "inspect", "show", "feed", "costs", "watch", "runtime"]),
        ("Land and take back", ["merge", "review", "undo", "why", "prove", "worktree", "clean"]),
        ("Talk", ["mail", "scope"]),
        ("For agents and their hooks", ["prime", "log", "guard", "hooks", "env"]),
        ("Settings and the tool itself", ["config", "token", "completions", "schema", "version", "help"]),
    ];

    public string OneScreen(Command root, int width)
    {
        var daily = CommandTree.Leaves(root).Where(c => runner.GuideOf(c)?.Daily == true)
            .OrderBy(c => Array.IndexOf(Day, CommandRunner.PathOf(c)) is >= 0 and var place ? place : Day.Length).ToList();
        var rows = daily.Select(Row).ToList();
        var six = rows.Count(row => Day.Contains(row.Term));
        return TerminalHelp.Draw(
            new HelpDocument("ov", Promise + ".",
            [
                HelpSection.Of("", new Paragraph("Usage: ov <command> [options]")),
                HelpSection.Of("Commands of the day", new HelpRows(rows[..six])),
                HelpSection.Of("And a few more", new HelpRows(rows[six..])),
                HelpSection.Of("", new Paragraph(
                    "'ov <command> -h' shows examples, 'ov <command> --help' its whole guide, 'ov help all' every command, 'ov help topics' what else can be "
                    + "read, 'ov help errors' the error codes.")),
            ]),
            width);
    }

    /// <summary>Every command by what it is for, then topics, global options and exit statuses.</summary>
    public HelpDocument Everything(Command root)
    {
        var left = CommandTree.Leaves(root).ToList();
        var sections = new List<HelpSection> { HelpSection.Of("", new Paragraph("Usage: ov <command> [options]")) };
        foreach (var (title, nouns) in Parts.Append(("More", [.. left.Select(Noun).Distinct()])))
        {
            var commands = nouns.SelectMany(noun => left.Where(c => Noun(c) == noun)).ToList();
            left.RemoveAll(commands.Contains);
            if (commands.Count > 0)
            {
                sections.Add(HelpSection.Of(title, new HelpRows([.. commands.Select(Row)])));
            }
        }

        sections.Add(HelpSection.Of("Topics (ov help <topic>)", new HelpRows([.. HelpTopics.All.Select(topic => new HelpRow(topic.Word, topic.Summary))])));
        sections.Add(HelpSection.Of("Global options", new HelpRows([.. new CommandPages(runner).Globals()])));
        sections.Add(HelpSection.Of("Exit codes", new HelpRows(ExitRows.All)));
        sections.Add(HelpSection.Of("", new Paragraph("'ov <command> -h' shows examples first; 'ov help errors' lists the error codes.")));
        return new HelpDocument("ov", Promise, sections);
    }

    private static HelpRow Row(Command command) => new(CommandRunner.PathOf(command), command.Description ?? "");

    private static string Noun(Command command) => CommandRunner.PathOf(command).Split(' ')[0];
}
