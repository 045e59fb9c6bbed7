using Ov.Core.Ledger;
using Ov.Core.Notifying;

namespace Ov.Core.Watching;

/// <summary>Tells a person, once and together, what has come to wait for an answer (S0-105).</summary>
internal static class Notices
{
    public static IEnumerable<TickDecision> Tell(TickContext context)
    {
        var (settings, environment) = (context.App.Config.Notify, context.App.Environment);
        var goesOut = settings.Desktop || settings.Commands.Count > 0;
        if ((!goesOut && !settings.Bell) || Notifier.Waiting(context.App) is not (> 0 and var count))
        {
            return [];
        }

        return [context.Try("notify", "operator", "told", count == 1 ? "something new waits for an answer" : $"{count} new things wait for an answer", () =>
        {
            if (Notifier.Claim(context.App, goesOut) is not { } notice)
            {
                return false;
            }

            context.Ledger.Seams.Reach(KillPoint.NoticeClaimed);
            if (settings.Bell && environment.ErrorIsTerminal)
            {
                environment.Error.Write('\a');
            }

            if (goesOut)
            {
                NoticeSender.Start(context.App, notice);
            }

            return true;
        })];
    }
}
