using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Who knows how to repair which kind of intent.</summary>
internal static class IntentRepairs
{
    /// <exception cref="OvException">failed, for a kind that this program does not know.</exception>
    public static Action<OvApp, IntentRecord> Of(string kind) => kind switch
    {
        Slinger.IntentKind => (app, intent) => SlingRepair.Repair(app, intent),
        AgentStopper.IntentKind => (app, intent) => AgentStopper.Repair(app, intent),
        _ => throw new OvException(ErrorCode.Failed, $"this ov does not know how to repair an intent of kind '{kind}'"),
    };
}
