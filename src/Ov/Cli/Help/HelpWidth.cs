using System.Globalization;
using Ov.Core;

namespace Ov.Cli.Help;

/// <summary>How wide help is written: as the terminal, never wider than one reads with ease; eighty columns where there is none.</summary>
internal static class HelpWidth
{
    private const int Narrowest = 40, Usual = 80, Widest = 100;

    public static int Of(OvEnvironment environment, OvOptions options) => Math.Clamp(Asked(environment, options), Narrowest, Widest);

    private static int Asked(OvEnvironment environment, OvOptions options) =>
        int.TryParse(environment.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns
        : environment.OutIsTerminal ? Consoles.For(environment, options).Profile.Width
        : Usual;
}
