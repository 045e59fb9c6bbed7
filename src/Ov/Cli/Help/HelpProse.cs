namespace Ov.Cli.Help;

/// <summary>Reads the little markup of help texts: a blank line ends a paragraph, two spaces begin a line that is shown as it is.</summary>
internal static class HelpProse
{
    public static IReadOnlyList<HelpBlock> Blocks(string text)
    {
        var blocks = new List<HelpBlock>();
        var (prose, code) = (new List<string>(), new List<string>());
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                EndProse();
                code.Add(line[2..].TrimEnd());
                continue;
            }

            EndCode();
            if (line.Length == 0)
            {
                EndProse();
            }
            else
            {
                prose.Add(line.Trim());
            }
        }

        return blocks;

        void EndProse()
        {
            if (prose.Count > 0)
            {
                blocks.Add(new Paragraph(string.Join(' ', prose)));
                prose.Clear();
            }
        }

        void EndCode()
        {
            if (code.Count > 0)
            {
                blocks.Add(new CodeLines([.. code]));
                code.Clear();
            }
        }
    }
}
