using System.Text;

namespace Ov.Cli.Help;

/// <summary>Draws a page of help as a manual page: roff with the man macros, which man, groff and mandoc read.</summary>
internal static class RoffHelp
{
    public static string Draw(HelpDocument page)
    {
        var text = new StringBuilder($".TH \"{TitleOf(page).ToUpperInvariant()}\" \"{SectionOf(page)}\" \"\" \"ov {BuildFacts.Version}\" \"ov manual\"\n");
        text.Append($".SH NAME\n{Escape(TitleOf(page))} \\- {Escape(page.Summary)}\n");
        foreach (var section in page.Sections)
        {
            if (section.Title.Length > 0)
            {
                text.Append($".SH \"{Escape(section.Title.ToUpperInvariant())}\"\n");
            }
            else if (section.Blocks is [Paragraph { Text: var usage }, ..] && !usage.StartsWith("Usage: ", StringComparison.Ordinal))
            {
                text.Append(".SH DESCRIPTION\n");
            }

            foreach (var block in section.Blocks)
            {
                Draw(text, block);
            }
        }

        return text.ToString();
    }

    /// <summary>Commands are pages of section 1, such as ov-mail-send; topics of section 7, such as ov-states.</summary>
    public static string FileOf(HelpDocument page) => $"{TitleOf(page)}.{SectionOf(page)}";

    private static bool IsTopic(HelpDocument page) => page.Name.StartsWith("ov help ", StringComparison.Ordinal) || !page.Name.StartsWith("ov", StringComparison.Ordinal);

    private static int SectionOf(HelpDocument page) => IsTopic(page) ? 7 : 1;

    private static string TitleOf(HelpDocument page) => IsTopic(page) ? $"ov-{page.Name.Split(' ')[^1]}" : page.Name.Replace(' ', '-');

    private static void Draw(StringBuilder text, HelpBlock block)
    {
        switch (block)
        {
            case Paragraph { Text: var usage } when usage.StartsWith("Usage: ", StringComparison.Ordinal):
                text.Append($".SH SYNOPSIS\n{Line(usage[7..])}\n");
                break;
            case Paragraph paragraph:
                text.Append($".PP\n{Line(paragraph.Text)}\n");
                break;
            case CodeLines code:
                text.Append(".PP\n.RS 4\n.nf\n");
                foreach (var line in code.Lines)
                {
                    text.Append(Line(line)).Append('\n');
                }

                text.Append(".fi\n.RE\n");
                break;
            case HelpRows rows:
                foreach (var row in rows.Rows)
                {
                    text.Append($".TP\n\\fB{Escape(row.Term.Trim())}\\fR\n{Line(row.Text)}\n");
                }

                break;
        }
    }

    /// <summary>A text line: one that began with a dot or a quote would be a request.</summary>
    private static string Line(string text) => Escape(text) is var escaped && escaped is ['.' or '\'', ..] ? "\\&" + escaped : escaped;

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Names, so that a page reads the same whatever encoding its reader's program takes.
            escaped.Append(rune.Value switch { '\\' => "\\e", '-' => "\\-", > 126 => $"\\[u{rune.Value:X4}]", _ => rune.ToString() });
        }

        return escaped.ToString();
    }
}
