using System.Globalization;
using Ov.Core;
using Spectre.Console;

namespace Ov.Cli;

/// <summary>Makes the one console of a command. The library's own default writes escape codes into pipes.</summary>
internal static class Consoles
{
    /// <summary>Columns assumed where there is no terminal to ask: wide enough that nothing wraps.</summary>
    private const int PipeWidth = 200;

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
        if (Width(environment) is { } width)
        {
            console.Profile.Width = width;
        }

        return console;
    }

    /// <summary>Contract, "Streams": <c>--color</c>, then <c>NO_COLOR</c>, <c>CLICOLOR_FORCE</c>, <c>TERM=dumb</c>, then whether stdout is a terminal.</summary>
    public static bool WantsColour(OvEnvironment environment, OvOptions options) => options.Color switch
    {
        "always" => true,
        "never" => false,
        _ when environment.Variable("NO_COLOR") is not null => false,
        _ when environment.Variable("CLICOLOR_FORCE") is { } force && force != "0" => true,
        _ => environment.OutIsTerminal && environment.Variable("TERM") is not (null or "dumb"),
    };

    private static int? Width(OvEnvironment environment) =>
        int.TryParse(environment.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns
        : environment.OutIsTerminal ? null
        : PipeWidth;
}
