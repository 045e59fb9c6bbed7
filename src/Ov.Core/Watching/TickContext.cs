using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>What the steps of one tick share.</summary>
/// <param name="MayJudgeSilence">False for a minute after a gap or a new boot.</param>
/// <param name="Memory">Null for a single tick, which tries everything.</param>
internal sealed record TickContext(OvApp App, bool DryRun, bool MayJudgeSilence, WatchMemory? Memory, CancellationToken Stop)
{
    public OvLedger Ledger => App.Ledger;

    /// <summary>
    /// Does one deed, unless this is a dry run, and says what became of it. What fails is reported and left for the next tick:
    /// one broken thing must not keep the others from being looked after.
    /// </summary>
    public TickDecision Try(string step, string subject, string action, string reason, Func<bool> act) =>
        Try(step, subject, action, reason, () => act() ? reason : null);

    /// <inheritdoc cref="Try(string, string, string, string, Func{bool})"/>
    /// <param name="act">Says what it did; null when somebody else was faster.</param>
    public TickDecision Try(string step, string subject, string action, string reason, Func<string?> act)
    {
        if (DryRun)
        {
            return new TickDecision(step, subject, action, reason, false);
        }

        try
        {
            var done = act();
            return new TickDecision(step, subject, done is null ? "left" : action, done ?? "somebody else was faster", done is not null);
        }
        catch (OvException refusal)
        {
            return new TickDecision(step, subject, "left", $"{reason}, but: {refusal.Message}", false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new TickDecision(step, subject, "left", $"{reason}, but: {fault.Message}", false);
        }
    }
}
