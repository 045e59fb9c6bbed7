using Ov.Core.Agents;
using Ov.Core.Delivering;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Notifying;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>Who knows how to repair which kind of intent.</summary>
internal static class IntentRepairs
{
    /// <returns>What was done, for people; null when somebody else was at it.</returns>
    /// <exception cref="OvException">failed, for a kind that this program does not know.</exception>
    public static string? Run(OvApp app, IntentRecord intent) => intent.Kind switch
    {
        Slinger.IntentKind => SlingRepair.Repair(app, intent),
        AgentStopper.IntentKind => AgentStopper.Repair(app, intent),
        MergeIntent.Kind => MergeRepair.Repair(app, intent),
        WorktreeRemovalIntent.Kind => WorktreeRemovalRepair.Repair(app, intent),
        WorktreeCreation.Kind => WorktreeCreationRollback.Repair(app, intent),
        DeliveryRepair.Kind => DeliveryRepair.Repair(app, intent),
        PublishRepair.Kind => PublishRepair.Repair(app, intent),
        FollowRepair.Kind => FollowRepair.Repair(app, intent),
        NoticeSender.IntentKind => NoticeSender.Repair(app, intent),
        UndoIntent.Kind => UndoRepair.Repair(app, intent),
        _ => throw new OvException(ErrorCode.Failed, $"this ov does not know how to repair an intent of kind '{intent.Kind}'"),
    };
}
