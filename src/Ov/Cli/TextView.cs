using Ov.Core;
using Ov.Core.Text;
using Spectre.Console;

namespace Ov.Cli;

/// <summary>
/// The one door to the answer for people: plain lines, marks and tables on stdout, narration on stderr. Whatever comes from the ledger
/// passes here, so here it is made visible: nobody's title is obeyed by a terminal.
/// </summary>
/// <param name="rehearsed">Nothing was changed: what is said to be done would be.</param>
internal sealed class TextView(OvEnvironment environment, OvOptions options, bool rehearsed = false)
{
    /// <summary>Columns from which a value has room to go on below itself.</summary>
    private const int Roomy = 60;

    private readonly Lazy<IAnsiConsole> _console = new(() => Consoles.For(environment, options));
    private readonly Ink _ink = new(Consoles.WantsColour(environment, options));
    private int? _width;

    public bool Quiet => options.Quiet;

    /// <summary>Columns to lay out for; in a pipe so many that nothing is cut.</summary>
    public int Width => _width ??= Consoles.Width(environment) ?? int.MaxValue;

    /// <summary>Whether somebody reads it within so many columns; else it goes somewhere whole.</summary>
    public bool IsCut => Width != int.MaxValue;

    /// <summary>One line; on a terminal too narrow for it, broken between words.</summary>
    public void Line(string text = "") => Wrapped(VisibleText.OneLine(text), environment.Out, _ink);

    /// <summary>A name and its value; what of the value does not fit goes on below it.</summary>
    public void Field(string name, int width, string value) =>
        Wrapped(VisibleText.OneLine($"  {name.PadRight(width)} {value}"), environment.Out, _ink, Width >= Roomy ? width + 3 : 4);

    /// <summary>One line that is cut rather than broken, for rows that stand below each other.</summary>
    public void Row(string text) => environment.Out.WriteLine(_ink.Marked(TextColumns.Cut(VisibleText.OneLine(text), Width)));

    /// <summary>The heading of a part.</summary>
    public void Heading(string text) => environment.Out.WriteLine(_ink.Strong(TextColumns.Cut(VisibleText.OneLine(text), Width)));

    /// <summary>A done deed; <c>--quiet</c> drops it.</summary>
    public void Ok(string text)
    {
        if (!options.Quiet)
        {
            Line(rehearsed ? $"[dry-run] {text}" : $"✓ {text}");
        }
    }

    /// <summary>The last word.</summary>
    public void Close()
    {
        if (rehearsed)
        {
            environment.Out.WriteLine("Nothing was changed (dry run).");
        }
    }

    /// <summary>What a script wants of a deed: with <c>--quiet</c> it is all that is said, such as the id of what was made.</summary>
    public void Answer(string text)
    {
        if (options.Quiet)
        {
            environment.Out.WriteLine(VisibleText.OneLine(text));
        }
    }

    /// <summary>A next step or an aside, indented; a command is never broken, so that it can be copied. <c>--quiet</c> drops it.</summary>
    public void Hint(string text)
    {
        if (!options.Quiet)
        {
            var visible = VisibleText.OneLine(text);
            foreach (var line in Width == int.MaxValue || IsCommand(visible) ? [visible] : TextColumns.Wrap(visible, Width - 2, indent: 0))
            {
                environment.Out.WriteLine($"  {_ink.Faint(line)}");
            }
        }
    }

    /// <summary>Narration that is not the answer.</summary>
    public void Warn(string text) => Narration.Warn(environment, options, text);

    /// <summary>Text of several lines as it is, with a newline at its end.</summary>
    public void Raw(string text)
    {
        environment.Out.Write(VisibleText.Block(text));
        if (text.Length > 0 && !text.EndsWith('\n'))
        {
            environment.Out.WriteLine();
        }
    }

    /// <summary>Aligned columns without borders; cells are shown as they are, markup included.</summary>
    /// <param name="spare">Columns that a narrow terminal can do without, the first to go first.</param>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, params IReadOnlyList<string> spare)
    {
        var visible = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(VisibleText.OneLine)]).ToList();
        var lines = TableLayout.Lines(headings, visible, Width, [.. spare.Select(name => headings.ToList().IndexOf(name))]);
        for (var i = 0; i < lines.Count; i++)
        {
            environment.Out.WriteLine(i == 0 && headings.Count > 0 ? _ink.Strong(lines[i]) : lines[i]);
        }
    }

    /// <summary>The console for what plain lines cannot do (live views, prompts).</summary>
    public IAnsiConsole Console => _console.Value;

    private static bool IsCommand(string text) => text.StartsWith("ov ", StringComparison.Ordinal) || text.StartsWith("git ", StringComparison.Ordinal);

    private void Wrapped(string text, TextWriter to, Ink ink, int indent = 2)
    {
        if (Width == int.MaxValue)
        {
            to.WriteLine(ink.Marked(text));
            return;
        }

        foreach (var line in TextColumns.Wrap(text, Width, indent))
        {
            to.WriteLine(ink.Marked(line));
        }
    }
}
