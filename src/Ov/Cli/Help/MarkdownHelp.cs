using System.Text;

namespace Ov.Cli.Help;

/// <summary>Draws a page of help as a chapter of Markdown.</summary>
internal static class MarkdownHelp
{
    /// <param name="level">Of the page's own heading.</param>
    /// <param name="leaveOut">Sections that a book says once for all its pages.</param>
    public static string Draw(HelpDocument page, int level, params string[] leaveOut)
    {
        var text = new StringBuilder($"{new string('#', level)} {page.Name}\n\n{Escape(page.Summary)}.\n");
        foreach (var section in page.Sections.Where(section => !leaveOut.Contains(section.Title)))
        {
            if (section.Title.Length > 0)
            {
                text.Append($"\n**{Escape(section.Title)}**\n");
            }

            foreach (var block in section.Blocks)
            {
                Draw(text, block);
            }
        }

        return text.ToString();
    }

    private static void Draw(StringBuilder text, HelpBlock block)
    {
        text.Append('\n');
        switch (block)
        {
            case Paragraph paragraph when paragraph.Text.StartsWith("Usage: ", StringComparison.Ordinal):
                text.Append($"`{paragraph.Text[7..]}`\n");
                break;
            case Paragraph paragraph:
                text.Append(Escape(paragraph.Text)).Append('\n');
                break;
            case CodeLines code:
                var commands = code.Lines.Any(IsCommand);
                text.Append(commands ? "```console\n" : "```text\n");
                foreach (var line in code.Lines)
                {
                    text.Append(commands ? $"$ {line}\n" : $"{line}\n");
                }

                text.Append("```\n");
                break;
            case HelpRows rows:
                foreach (var row in rows.Rows)
                {
                    text.Append($"- `{row.Term.Trim()}`{(row.Text.Length > 0 ? $": {Escape(row.Text)}" : "")}\n");
                }

                break;
        }
    }

    /// <summary>A line that is typed, not what a file holds.</summary>
    private static bool IsCommand(string line) => line.StartsWith("ov ", StringComparison.Ordinal) || line.Contains("| ov ", StringComparison.Ordinal);

    private static string Escape(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
