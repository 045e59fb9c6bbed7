namespace Ov.Core.Ledger;

/// <summary>Where the ledger and its neighbours lie: <c>&lt;git common dir&gt;/overstory/</c>, shared by every linked worktree.</summary>
public sealed record LedgerFiles(string Folder)
{
    public static LedgerFiles In(string gitCommonDir) => new(Path.Combine(gitCommonDir, "overstory"));

    public string Database => Path.Combine(Folder, "ov.db");

    /// <summary>SQLite's log of commits that are not yet in the database file.</summary>
    public string Log => Database + "-wal";

    /// <summary>Writers queue on this file before they touch the database.</summary>
    public string WriteLock => Path.Combine(Folder, "write.lock");

    /// <summary>Held by the one running watcher.</summary>
    public string WatchLock => Path.Combine(Folder, "watch.lock");

    /// <summary>The FIFO that wakes the watcher.</summary>
    public string WatchBell => Path.Combine(Folder, "watch.bell");

    /// <summary>Held by whoever exports traces and metrics.</summary>
    public string TelemetryLock => Path.Combine(Folder, "telemetry.lock");

    /// <summary>What is being posted, while it is.</summary>
    public string TelemetryBody => Path.Combine(Folder, "telemetry.json");

    public string WatchLog => Path.Combine(Folder, "watch.log");

    /// <summary>Names the commit whose settings count instead of the working tree's; most projects have none.</summary>
    public string Policy => Path.Combine(Folder, "policy");

    /// <summary>Copies taken before migrations.</summary>
    public string Copies => Path.Combine(Folder, "copies");

    /// <summary>Kept worktrees in which merges are built and gated.</summary>
    public string Integration => Path.Combine(Folder, "integration");

    /// <summary>FIFOs of those who wait for an answer; rung when mail joins the thread.</summary>
    public string Waits => Path.Combine(Folder, "waits");

    public string ThreadBell(string threadId) => Path.Combine(Waits, threadId);

    /// <summary>When an inbox was last checked with a debounce; worth nothing once it is older than that.</summary>
    public string CheckStamp(string reader) => Path.Combine(Folder, "checks", reader);

    /// <summary>Locks of the places in which gates and tests run, where the machine's own cannot be used.</summary>
    public string BuildSlots => Path.Combine(Folder, "slots");

    /// <summary>The whole output of each gate that ran for a merge.</summary>
    public string Merges => Path.Combine(Folder, "merges");

    /// <summary>What somebody is writing in 'ov config edit', until it is sound.</summary>
    public string ConfigDraft(bool local) => Path.Combine(Folder, local ? "config.local.draft.yaml" : "config.draft.yaml");

    /// <summary>Folders that setup made, kept for the next worktree.</summary>
    public string Caches => Path.Combine(Folder, "cache");

    /// <summary>What setup commands printed in worktrees that people made.</summary>
    public string WorktreeLogs => Path.Combine(Folder, "worktrees");

    /// <summary>Per-agent folder: overlay, prompts, logs, lock and bell of its host.</summary>
    public AgentFiles Agent(string agentId) => new(Path.Combine(Folder, "agents", agentId));
}

/// <summary>The files of one incarnation.</summary>
public sealed record AgentFiles(string Folder)
{
    /// <summary>Held by the host for its whole life.</summary>
    public string HostLock => Path.Combine(Folder, "host.lock");

    /// <summary>FIFO: senders ring it after they commit.</summary>
    public string Bell => Path.Combine(Folder, "bell");

    public string HostLog => Path.Combine(Folder, "host.log");

    public string Overlay => Path.Combine(Folder, "overlay.md");

    /// <summary>How its role works, as it was when the agent was started.</summary>
    public string Role => Path.Combine(Folder, "role.md");

    public string Prompt(int turn) => Path.Combine(Folder, $"turn-{turn}.prompt.md");

    public string TurnLog(int turn) => Path.Combine(Folder, $"turn-{turn}.log");

    /// <summary>A request from its outbox that was refused, as it was found.</summary>
    public string Refused(string requestId) => Path.Combine(Folder, "refused", $"{requestId}.json");

    public string SetupLog => Path.Combine(Folder, "setup.log");
}
