namespace Ov.Core.Guarding;

/// <summary>Every rule of the guard; help, documentation and denials tell of them from here.</summary>
public static class GuardRules
{
    private const string Everyone = "everyone", Readers = "roles that only read", Writers = "roles that write", Desk = "roles that only coordinate";

    public static readonly GuardRule NoPush = new(
        "no-push", Everyone, "Sends nothing from this machine: no push, no pull request, no publishing of packages.",
        "Commit on your branch and report with 'ov mail send --type worker_done'; ov lands it and the operator delivers it.");

    public static readonly GuardRule NoTarget = new(
        "no-target", Everyone, "Moves no branch but its own, switches to none, and changes no other checkout of the project.",
        "Stay on your branch in your worktree; 'git show <branch>:<file>' and 'git diff <branch>' read another one.");

    public static readonly GuardRule NoRewrite = new(
        "no-rewrite", Everyone, "Rewrites no history but its own branch's, and removes no commits that git still keeps.",
        "Add a commit, or rebase your own branch with 'git rebase <base>'.");

    public static readonly GuardRule NoLostWork = new(
        "no-lost-work", Everyone, "Throws away no uncommitted work, no stash and no worktree as a whole.",
        "Commit first; undo with 'git revert', or 'git restore <file>' for single files. Stashes are shared by all worktrees.");

    public static readonly GuardRule NoGitInternals = new(
        "no-git-internals", Everyone, "Changes nothing in git folders, nor git's settings, hooks and remotes, which all worktrees share.",
        "Use git's commands on your own branch; for one command, 'git -c name=value' sets something.");

    public static readonly GuardRule InsideWorktree = new(
        "inside-worktree", Writers, "Writes only inside its own worktree and the folders for temporary files.",
        "Write below your worktree, or in $TMPDIR.");

    public static readonly GuardRule Scope = new(
        "scope", Writers, "Writes only files of its task's scope.",
        "Ask for the file: ov scope request <path> --reason \"...\". Scratch files belong in $TMPDIR.");

    public static readonly GuardRule ReadOnly = new(
        "read-only", Readers, "Changes no file but temporary ones, and makes no commit.",
        "Scratch files belong in $TMPDIR; report what should change, and a builder changes it.");

    public static readonly GuardRule CoordinateOnly = new(
        "coordinate-only", Desk, "Runs only ov, git's reading commands and programs that read.",
        "Hand it out with 'ov sling'.");

    public static readonly GuardRule Unreadable = new(
        "unreadable", "roles that do not write; git's subcommand for everyone", "Runs nothing that cannot be read beforehand: a syntax that the guard does not know, a program or script that is only known at run time.",
        "Write the command out, one plain line at a time.");

    public static readonly GuardRule NoForeignProcesses = new(
        "no-foreign-processes", Everyone, "Ends no processes by name or all at once, nor sessions and services that others use.",
        "End what you started by its own process id or job, such as 'kill %1'.");

    public static readonly GuardRule NoGuardTampering = new(
        "no-guard-tampering", Everyone, "Leaves its own identity, ov's hooks and files, and other agents' worktrees alone.",
        "Ask the operator or your parent with 'ov mail send'.");

    public static readonly GuardRule NoSideChannels = new(
        "no-side-channels", Everyone, "Uses no tool of its runtime that starts agents, leaves the worktree or waits for a person.",
        "Delegate with 'ov sling' where your role may, and ask with 'ov mail ask'.");

    public static readonly GuardRule NoWaiting = new(
        "no-waiting", Everyone, "Starts nothing that waits for a person, such as an editor, a pager or a full screen, and asks ov in no loop how things stand.",
        "Write files with your tools, print with 'cat', 'head' or 'sed -n 1,80p', and give texts with -m; mail begins your next turn by itself, so end this one, or 'ov wait' once.");

    public static IReadOnlyList<GuardRule> All { get; } =
    [
        NoPush, NoTarget, NoRewrite, NoLostWork, NoGitInternals, InsideWorktree, Scope, ReadOnly, CoordinateOnly, Unreadable, NoForeignProcesses, NoGuardTampering, NoSideChannels, NoWaiting,
    ];
}
