using Ov.Core;
using Ov.Core.Text;

namespace Ov.Cli;

/// <summary>A question that a person at a terminal answers; where there is none, the refusal names the flag that answers it.</summary>
internal static class Confirmation
{
    /// <param name="refusal">Needs-confirmation, with what would be done and the flag.</param>
    /// <exception cref="OvException">The refusal.</exception>
    public static void Require(OvApp app, OvException refusal)
    {
        if (app.Options.Yes)
        {
            return;
        }

        var environment = app.Environment;
        if (app.Options.Json || !environment.InIsTerminal || !environment.ErrorIsTerminal)
        {
            throw refusal;
        }

        environment.Error.Write($"{VisibleText.OneLine(refusal.Message)} Go on? [y/N] ");
        if (environment.In.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
        {
            throw new OvException(refusal.Code, "Not confirmed; nothing was changed.", refusal.Hint) { Lists = refusal.Lists };
        }
    }
}
