using System.Globalization;
using Ov.Core;
using Spectre.Console;

namespace Ov.Cli;

/// <summary>Makes the one console of a command. The library's own default writes escape codes into pipes.</summary>
internal static class Consoles
{
    /// <summary>Columns assumed where there is no terminal to ask: wide enough that nothing wraps.</summary>
    private const int PipeWidth = 200;

    /// <summary>Of a terminal that does not say how wide it is.</summary>
    private const int UsualWidth = 80;

    /// <summary>Below this nothing readable is left, so it is laid out as if there were so much.</summary>
    private const int Narrowest = 20;

    public static IAnsiConsole For(OvEnvironment environment, OvOptions options)
    {
        var colour = WantsColour(environment, options);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = environment.OutIsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(environment.Out),
        });
        console.Profile.Width = Width(environment) ?? PipeWidth;
        return console;
    }

    /// <summary>For a view that fills the terminal: it moves the cursor, coloured or not.</summary>
    public static IAnsiConsole OfScreen(OvEnvironment environment) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(environment.Out),
    });

    /// <summary>
    /// The first of these that speaks decides: <c>--color</c>, <c>NO_COLOR</c> (not empty), <c>CLICOLOR_FORCE</c> (not 0), <c>CLICOLOR=0</c>,
    /// <c>TERM=dumb</c>, and last whether the stream is a terminal.
    /// </summary>
    public static bool WantsColour(OvEnvironment environment, OvOptions options, bool forErrors = false) => options.Color switch
    {
        "always" => true,
        "never" => false,
        _ when environment.Variable("NO_COLOR") is not null => false,
        _ when environment.Variable("CLICOLOR_FORCE") is { } force && force != "0" => true,
        _ when environment.Variable("CLICOLOR") == "0" => false,
        _ => (forErrors ? environment.ErrorIsTerminal : environment.OutIsTerminal) && environment.Variable("TERM") is not (null or "dumb"),
    };

    /// <summary>The columns of narration on a terminal.</summary>
    public static int ErrorWidth(OvEnvironment environment) => Width(environment) ?? Math.Max(environment.TerminalColumns() ?? UsualWidth, Narrowest);

    /// <summary>The columns to lay out for: <c>COLUMNS</c> where it says so, else the terminal's; null in a pipe, where nothing is cut.</summary>
    public static int? Width(OvEnvironment environment) =>
        int.TryParse(environment.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? Math.Max(columns, Narrowest)
        : !environment.OutIsTerminal ? null
        : Math.Max(environment.TerminalColumns() ?? UsualWidth, Narrowest);
}
