namespace Ov.Cli.Help;

/// <summary>Draws a page of help in plain lines of a given width.</summary>
internal static class TerminalHelp
{
    private const int WidestTerm = 30;

    public static string Draw(HelpDocument page, int width)
    {
        using var text = new StringWriter();
        foreach (var line in LineBreaker.Break(page.Summary, width))
        {
            text.WriteLine(line);
        }

        foreach (var section in page.Sections)
        {
            Draw(text, section, width);
        }

        return text.ToString();
    }

    /// <summary>The first column of a table: as wide as its terms ask for, within reason.</summary>
    public static int ColumnFor(IReadOnlyList<HelpRow> rows) => rows.Select(row => row.Term.Length).Where(length => length <= WidestTerm).DefaultIfEmpty(0).Max() + 2;

    private static void Draw(StringWriter text, HelpSection section, int width)
    {
        text.WriteLine();
        var indent = section.Title.Length == 0 ? "" : "  ";
        if (section.Title.Length > 0)
        {
            text.WriteLine($"{section.Title}:");
        }

        for (var i = 0; i < section.Blocks.Count; i++)
        {
            var block = section.Blocks[i];
            if (i > 0 && block is not CodeLines)
            {
                text.WriteLine();
            }

            Draw(text, block, indent, width);
        }
    }

    private static void Draw(StringWriter text, HelpBlock block, string indent, int width)
    {
        switch (block)
        {
            case Paragraph paragraph:
                foreach (var line in LineBreaker.Break(paragraph.Text, width - indent.Length))
                {
                    text.WriteLine(indent + line);
                }

                break;
            case CodeLines code:
                foreach (var line in code.Lines)
                {
                    text.WriteLine($"  {line}".TrimEnd());
                }

                break;
            case HelpRows rows:
                Rows(text, rows.Rows, width);
                break;
        }
    }

    private static void Rows(StringWriter text, IReadOnlyList<HelpRow> rows, int width)
    {
        var column = ColumnFor(rows);
        foreach (var row in rows)
        {
            var lines = LineBreaker.Break(row.Text, Math.Max(20, width - column - 2)).ToList();
            var fits = row.Term.Length + 2 <= column;
            text.WriteLine($"  {(fits && lines.Count > 0 ? row.Term.PadRight(column) + lines[0] : row.Term)}");
            foreach (var line in fits ? lines.Skip(1) : lines)
            {
                text.WriteLine($"  {new string(' ', column)}{line}");
            }
        }
    }
}
