using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Cli.Help;

/// <summary>
/// Shows a long text through the reader's own program: <c>OV_PAGER</c>, then <c>PAGER</c>, then less where there is one. An empty
/// variable, or <c>cat</c>, means none. Only on a terminal: whoever reads from a pipe gets the text itself.
/// </summary>
internal static class Pager
{
    /// <returns>False when there is none to ask; the caller then writes the text itself.</returns>
    public static bool Show(OvEnvironment environment, string text)
    {
        if (!environment.OutIsTerminal || environment.Variable("TERM") is null or "dumb" || Words(environment) is not [var program, .. var arguments] || program == "cat")
        {
            return false;
        }

        environment.Out.Flush();
        // As git does: a short text is printed and done with, colours pass, the screen stays.
        var defaults = new Dictionary<string, string> { ["LESS"] = "FRX", ["LV"] = "-c" }.Where(pair => environment.Variable(pair.Key) is null);
        var variables = environment.Variables.Concat(defaults).ToDictionary();
        return ForegroundProcess.Feed(program, arguments, environment.WorkingDirectory, variables, text);
    }

    /// <summary>Split at spaces and nothing else: a pager that needs a shell is a script.</summary>
    private static string[] Words(OvEnvironment environment) =>
        (environment.Variables.GetValueOrDefault("OV_PAGER") ?? environment.Variables.GetValueOrDefault("PAGER") ?? "less -FRX")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
