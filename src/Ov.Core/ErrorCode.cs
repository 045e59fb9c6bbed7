namespace Ov.Core;

/// <summary>One stable error code with its exit status. <c>ov help errors</c> lists all of them.</summary>
/// <param name="Name">Kebab-case word, published, never renamed.</param>
/// <param name="Exit">Exit status of the process.</param>
/// <param name="Meaning">One line for the help page.</param>
/// <param name="Retryable">True when the same command may succeed later without a change by the caller.</param>
public sealed record ErrorCode(string Name, int Exit, string Meaning, bool Retryable = false)
{
    public static readonly ErrorCode Failed = new("failed", 1, "tried, did not work");
    public static readonly ErrorCode Internal = new("internal", 1, "a defect in ov; run again with --verbose for the trace");
    public static readonly ErrorCode GitFailed = new("git-failed", 1, "git refused or failed; its own words are in the message");
    public static readonly ErrorCode SetupFailed = new("setup-failed", 1, "a setup command of the worktree failed");
    public static readonly ErrorCode GateRed = new("gate-red", 1, "a gate failed on the merged tree");
    public static readonly ErrorCode ForeignData = new("foreign-data", 1, "files of another tool cannot be read; nothing was imported");
    public static readonly ErrorCode Usage = new("usage", 2, "unknown option or bad value");
    public static readonly ErrorCode AmbiguousRun = new("ambiguous-run", 2, "several runs fit; name one with --run");
    public static readonly ErrorCode AmbiguousId = new("ambiguous-id", 2, "several things fit this name or prefix");
    public static readonly ErrorCode InvalidConfig = new("invalid-config", 2, "a config value has the wrong type or range");
    public static readonly ErrorCode InvalidPayload = new("invalid-payload", 2, "the mail payload does not fit the mail type");
    public static readonly ErrorCode NotFound = new("not-found", 3, "no such agent, task, run, mail, branch or file");
    public static readonly ErrorCode UnknownRecipient = new("unknown-recipient", 3, "nobody of that name receives mail");
    public static readonly ErrorCode Identity = new("identity", 4, "the caller may not speak as that agent");
    public static readonly ErrorCode NotOperator = new("not-operator", 4, "only the operator may do this");
    public static readonly ErrorCode Fenced = new("fenced", 4, "an older incarnation of this agent; it was replaced or stopped");
    public static readonly ErrorCode Hierarchy = new("hierarchy", 4, "this role may not start that role");
    public static readonly ErrorCode UnnecessarySpawn = new("unnecessary-spawn", 4, "a live agent answers for this work already and hands it out itself");
    public static readonly ErrorCode SpecWriting = new("spec-writing", 4, "who coordinates writes no specs; leads do");
    public static readonly ErrorCode ScopeOverlap = new("scope-overlap", 4, "another live agent holds an overlapping scope");
    public static readonly ErrorCode SameScope = new("same-scope", 4, "the task failed twice as it is described; the plan has to change first");
    public static readonly ErrorCode NotReady = new("not-ready", 4, "the task still waits for its dependencies");
    public static readonly ErrorCode State = new("state", 4, "the transition is not allowed from the current state");
    public static readonly ErrorCode Cycle = new("cycle", 4, "the dependency would close a cycle");
    public static readonly ErrorCode Dirty = new("dirty", 4, "there are uncommitted changes");
    public static readonly ErrorCode PrematureMerge = new("premature-merge", 4, "whose word it needs has not said that the branch is ready");
    public static readonly ErrorCode PrematureClose = new("premature-close", 4, "the work of the task has not landed");
    public static readonly ErrorCode IncompleteBatch = new("incomplete-batch", 4, "unfinished tasks are left");
    public static readonly ErrorCode NoCommit = new("no-commit", 4, "the branch has no commit of its own");
    public static readonly ErrorCode Unlanded = new("unlanded", 4, "the branch has commits that have not landed");
    public static readonly ErrorCode Foreign = new("foreign", 4, "ov did not create this, so it does not remove it");
    public static readonly ErrorCode Protected = new("protected", 4, "the branch or path is protected");
    public static readonly ErrorCode Untrusted = new("untrusted", 4, "the operator has not approved this command on this machine");
    public static readonly ErrorCode TargetDirty = new("target-dirty", 4, "the checkout of the target has changes that the landing would touch", true);
    public static readonly ErrorCode NotOwner = new("not-owner", 4, "only the owner of the task may do this");
    public static readonly ErrorCode LedgerNewer = new("ledger-newer", 4, "a newer ov wrote this ledger");
    public static readonly ErrorCode OursInBranch = new("ours-in-branch", 4, "the branch contains a file that ov wrote into the worktree");
    public static readonly ErrorCode AppendOnly = new("append-only", 4, "a note of this kind only grows; append to it");
    public static readonly ErrorCode AlreadyClaimed = new("already-claimed", 5, "somebody else holds the task");
    public static readonly ErrorCode NameTaken = new("name-taken", 5, "a live agent bears this name");
    public static readonly ErrorCode Conflict = new("conflict", 5, "the branches conflict");
    public static readonly ErrorCode TargetMoved = new("target-moved", 5, "the target moved meanwhile", true);
    public static readonly ErrorCode VersionChanged = new("version-changed", 5, "somebody wrote a newer version meanwhile");
    public static readonly ErrorCode NeedsConfirmation = new("needs-confirmation", 6, "a confirmation is missing");
    public static readonly ErrorCode Unreviewed = new("unreviewed", 6, "its run is interactive, and the operator has not reviewed it");
    public static readonly ErrorCode GatePending = new("gate-pending", 6, "a gate has no answer yet, or was answered with a no");
    public static readonly ErrorCode Held = new("held", 6, "a critical escalation holds this area until the operator answers it");
    public static readonly ErrorCode PhasePending = new("phase-pending", 4, "a phase that the run's template puts before this is not done");
    public static readonly ErrorCode CorePending = new("core-pending", 4, "the run's own goals come first");
    public static readonly ErrorCode NotARepository = new("not-a-repository", 7, "no git repository holds the working directory");
    public static readonly ErrorCode NotInitialised = new("not-initialised", 7, "the repository has no ov ledger yet");
    public static readonly ErrorCode LedgerForbidden = new("ledger-forbidden", 7, "a sandbox forbids this session to write to the ledger");
    public static readonly ErrorCode ToolMissing = new("tool-missing", 7, "a program that the command needs is absent or too old");
    public static readonly ErrorCode UnsafeStorage = new("unsafe-storage", 7, "the file system cannot hold the ledger safely");
    public static readonly ErrorCode Finding = new("finding", 7, "doctor found something wrong");
    public static readonly ErrorCode LimitAgents = new("limit-agents", 8, "the ceiling of live agents is reached", true);
    public static readonly ErrorCode LimitDepth = new("limit-depth", 8, "the depth limit of the hierarchy is reached");
    public static readonly ErrorCode LimitChildren = new("limit-children", 8, "this lead has as many live agents as it may", true);
    public static readonly ErrorCode ScopeExplosion = new("scope-explosion", 8, "this coordinator has as many live leads as it may", true);
    public static readonly ErrorCode LimitRun = new("limit-run", 8, "the run has started as many agents as it may");
    public static readonly ErrorCode LimitPorts = new("limit-ports", 8, "no free ports are left in the configured range", true);
    public static readonly ErrorCode LimitDisk = new("limit-disk", 8, "the disk has too little room for the worktrees", true);
    public static readonly ErrorCode LimitBudget = new("limit-budget", 8, "a budget is used up", true);
    public static readonly ErrorCode LimitEmergent = new("limit-emergent", 8, "the run has as many proposals as it may");
    public static readonly ErrorCode LimitHandoffs = new("limit-handoffs", 8, "the task went from hand to hand as often as it may");
    public static readonly ErrorCode Partly = new("partly", 9, "some of the things asked for were done, others not");
    public static readonly ErrorCode Breaker = new("breaker", 8, "a loop was gone round as often as it may be");
    public static readonly ErrorCode Busy = new("busy", 75, "somebody else holds the lock; try again", true);
    public static readonly ErrorCode TimedOut = new("timed-out", 124, "the wait ended without the awaited state", true);
    public static readonly ErrorCode Interrupted = new("interrupted", 130, "interrupted");
    public static readonly ErrorCode Terminated = new("terminated", 143, "ended by SIGTERM");

    /// <summary>Every published code, in order of exit status.</summary>
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        Failed, Internal, GitFailed, SetupFailed, GateRed, ForeignData, Usage, AmbiguousRun, AmbiguousId, InvalidConfig, InvalidPayload,
        NotFound, UnknownRecipient, Identity, NotOperator, Fenced, Hierarchy, UnnecessarySpawn, SpecWriting, ScopeOverlap, SameScope, NotReady, State, Cycle, Dirty,
        PrematureMerge, PrematureClose, IncompleteBatch, NoCommit, Unlanded, Foreign, Protected, Untrusted, TargetDirty, NotOwner, LedgerNewer, OursInBranch, AppendOnly, AlreadyClaimed,
        NameTaken, Conflict, TargetMoved, VersionChanged, NeedsConfirmation, Unreviewed, GatePending, Held, PhasePending, CorePending, NotARepository, NotInitialised, LedgerForbidden, ToolMissing, UnsafeStorage,
        Finding, LimitAgents, LimitDepth, LimitChildren, ScopeExplosion, LimitRun, LimitPorts, LimitDisk, LimitBudget, LimitEmergent, LimitHandoffs, Breaker, Partly, Busy, TimedOut, Interrupted, Terminated,
    ];
}
