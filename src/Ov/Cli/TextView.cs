using Ov.Core;
using Spectre.Console;

namespace Ov.Cli;

/// <summary>The one door to the answer for people: plain lines, marks and tables on stdout, narration on stderr.</summary>
/// <param name="rehearsed">Nothing was changed: what is said to be done would be.</param>
internal sealed class TextView(OvEnvironment environment, OvOptions options, bool rehearsed = false)
{
    private readonly Lazy<IAnsiConsole> _console = new(() => Consoles.For(environment, options));

    public bool Quiet => options.Quiet;

    public void Line(string text = "") => environment.Out.WriteLine(text);

    /// <summary>A done deed; <c>--quiet</c> drops it.</summary>
    public void Ok(string text)
    {
        if (!options.Quiet)
        {
            environment.Out.WriteLine(rehearsed ? $"[dry-run] {text}" : $"✓ {text}");
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

    /// <summary>A next step or an aside, indented; <c>--quiet</c> drops it.</summary>
    public void Hint(string text)
    {
        if (!options.Quiet)
        {
            environment.Out.WriteLine($"  {text}");
        }
    }

    /// <summary>Narration that is not the answer.</summary>
    public void Warn(string text) => environment.Error.WriteLine($"! {text}");

    /// <summary>Text as it is, with a newline at its end.</summary>
    public void Raw(string text)
    {
        environment.Out.Write(text);
        if (text.Length > 0 && !text.EndsWith('\n'))
        {
            environment.Out.WriteLine();
        }
    }

    /// <summary>Aligned columns without borders; cells are shown as they are, markup included.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = headings.Count > 0 };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        _console.Value.Write(table);
    }

    /// <summary>The console for what plain lines cannot do (live views, prompts).</summary>
    public IAnsiConsole Console => _console.Value;
}
