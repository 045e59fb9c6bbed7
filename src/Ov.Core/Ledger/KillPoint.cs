namespace Ov.Core.Ledger;

/// <summary>
/// The instants at which a crash would leave an intent open or an outcome unwritten. On a test ledger <c>OV_TEST_KILL=&lt;word&gt;</c>
/// ends the process there with SIGKILL; the suite visits every one of them and then expects one tick to repair.
/// </summary>
public enum KillPoint
{
    MigrationCopied,
    MigrationApplied,
    SlingReserved,
    SlingWorktreeAdded,
    SlingSetupDone,
    SlingHostStarted,
    SlingConfirmed,
    HostMailClaimed,
    HostTurnStarted,
    HostTurnEnded,
    HostTurnRecorded,
    MailWritten,
    MailClaimed,
    TaskDoneRecorded,
    StopRequested,
    StopTreeEnded,
    StopRecorded,
    MergeQueued,
    MergeBuilding,
    MergeTreeBuilt,
    MergeGated,
    MergeLandingIntended,
    MergeRefMoved,
    MergeLandedRecorded,
    DeliveryIntended,
    DeliveryPushed,
    DeliveryRequested,
    UndoIntended,
    UndoRefMoved,
    UndoRecorded,
    WorktreeReserved,
    WorktreeAdded,
    WorktreePrepared,
    WorktreeRemovalIntended,
    WorktreeBackedUp,
    WorktreeRemoved,
    WorktreeRemovalRecorded,
    TickStarted,
    TickRepaired,
    AdoptionCopied,
}
