using System.CommandLine;

namespace Ov.Cli.Help;

/// <summary>The pages of a command, made of nothing but its definition: one screen, or the whole guide.</summary>
internal sealed class CommandPages(CommandRunner runner)
{
    private const int Screen = 24;

    /// <summary>What <c>--help</c> and <c>ov help</c> show, and what manual and reference are made of.</summary>
    public HelpDocument Guide(Command command)
    {
        var guide = runner.GuideOf(command);
        var sections = new List<HelpSection> { HelpSection.Of("", new Paragraph($"Usage: {SymbolText.Usage(command)}")) };
        if (guide?.About.Length > 0)
        {
            sections.Add(new HelpSection("", HelpProse.Blocks(guide.About)));
        }

        Add(sections, "Examples", guide?.Examples is { Length: > 0 } examples ? new CodeLines(examples) : null);
        Add(sections, "Verbs", RowsOf(Verbs(command)));
        Add(sections, "Arguments", RowsOf(SymbolText.Arguments(command)));
        Add(sections, "Options", RowsOf(SymbolText.Options(command)));
        Add(sections, "Exit codes", guide is null ? null : RowsOf(ExitRows.Of(guide)));
        Add(sections, "Global options", RowsOf(Globals()));
        Add(sections, "See also", Related(command, guide) is { Length: > 0 } related ? new Paragraph(related) : null);
        return new HelpDocument($"ov {CommandRunner.PathOf(command)}", command.Description ?? "", sections);
    }

    /// <summary>What <c>-h</c> shows: examples first, then as many options as fit one screen with a line each; the rest by name.</summary>
    public string OneScreen(Command command, int width)
    {
        var guide = runner.GuideOf(command);
        var lines = new List<string> { command.Description ?? "", "" };
        if (guide?.Examples is { Length: > 0 } examples)
        {
            lines.Add("Examples:");
            lines.AddRange(examples.Select(example => $"  {example}"));
            lines.Add("");
        }

        lines.Add($"Usage: {SymbolText.Usage(command)}");
        var tail = Tail(command, width);
        List<HelpRow> takes = [.. SymbolText.Arguments(command), .. SymbolText.BriefOptions(command)];
        lines.AddRange(Table("Verbs", [.. Verbs(command)], Screen, width));
        lines.AddRange(Table("What it takes", takes, Screen - lines.Count - tail.Count, width));
        return string.Join('\n', lines.Concat(tail)) + "\n";
    }

    public IEnumerable<HelpRow> Globals() =>
        runner.Options.All.Select(o => new HelpRow(SymbolText.Names(o), o.Description ?? ""))
            .Append(new HelpRow("-h", "Show one screen of help, examples first."))
            .Append(new HelpRow("--help", "Show the whole guide."));

    private static IEnumerable<HelpRow> Verbs(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).Select(c => new HelpRow(c.Name, c.Description ?? ""));

    private static List<string> Table(string title, List<HelpRow> rows, int room, int width)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        // The first ones matter most. What finds no room is named, so that somebody knows what to look up.
        var shown = rows.Count;
        while (shown > 3 && shown + Names(rows.Skip(shown), width).Count + 2 > room)
        {
            shown--;
        }

        var column = TerminalHelp.ColumnFor([.. rows.Take(shown)]);
        var lines = rows.Take(shown).Select(row => $"  {row.Term.PadRight(column)}{LineBreaker.Cut(row.Text, Math.Max(20, width - column - 2))}".TrimEnd());
        return ["", $"{title}:", .. lines, .. Names(rows.Skip(shown), width)];
    }

    private static List<string> Names(IEnumerable<HelpRow> rows, int width) =>
        [.. LineBreaker.Break(string.Join(", ", rows.Select(row => row.Term.Split(' ')[0])), width - 2).Select(line => $"  {line}")];

    private static List<string> Tail(Command command, int width) =>
        ["", .. LineBreaker.Break($"'ov {CommandRunner.PathOf(command)} --help' tells everything, global options and exit codes too.", width)];

    private static string Related(Command command, CommandGuide? guide)
    {
        var siblings = command.Parents.OfType<Command>().FirstOrDefault() is { } parent && parent.Parents.Any()
            ? parent.Subcommands.Where(c => !c.Hidden && c != command).Select(CommandRunner.PathOf)
            : [];
        return string.Join(", ", (guide?.SeeAlso ?? []).Concat(siblings).Distinct().Select(path => $"ov {path}"));
    }

    private static HelpRows? RowsOf(IEnumerable<HelpRow> rows) => rows.ToList() is { Count: > 0 } list ? new HelpRows(list) : null;

    private static void Add(List<HelpSection> sections, string title, HelpBlock? block)
    {
        if (block is not null)
        {
            sections.Add(HelpSection.Of(title, block));
        }
    }
}
