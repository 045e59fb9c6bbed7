using Ov.Core.Gates;
using Ov.Core.Guarding;
using Ov.Core.Ledger;

namespace Ov.Cli.Help;

/// <summary>States, trust, settings and hooks: the rules that code enforces.</summary>
internal static class RuleTopics
{
    public static IReadOnlyList<HelpTopic> All { get; } = [States(), Gates(), Checks(), Config(), Trust(), Hooks(), Rules()];

    private static HelpTopic States() => new("states", "List every state and who changes it; anything else is refused", () =>
    [
        HelpSection.Of("Task", HelpRows.Of(
            ("pending", "may start when what it needs is closed"),
            ("in_progress", "an agent holds it; back to pending when released or when its agent died"),
            ("completed", "reported done by its owner, and the checks held; back to its owner on a conflict or a red gate"),
            ("closed", "landed, or confirmed that nothing will land; 'ov undo' and 'ov task reopen' take it up again (operator)"),
            ("blocked", "its holder said that it cannot go on ('ov task block'); reopened by the operator or its lead"),
            ("failed", "out of attempts or budget; reopened by the operator or its lead"),
            ("canceled", "not wanted any more; its work is kept"))),
        HelpSection.Of("Agent", HelpRows.Of(
            ("booting", "its host is starting"),
            ("working", "a turn is in progress"),
            ("idle", "between turns; mail wakes it"),
            ("waiting", "for an answer, or for its children"),
            ("stalled", "alive, but no sign of progress; working again with the next sign"),
            ("zombie", "its lock is free and no process of its session is left; the tick restarts it or hands its task back"),
            ("stopped", "by 'ov stop'"),
            ("completed", "its report was accepted"),
            ("failed", "its turns failed past the limit, or it ended without a report"))),
        HelpSection.Of("Message", HelpRows.Of(
            ("queued", "waits to be taken"),
            ("delivered", "taken, not yet shown to the end; back to queued when its reader dies"),
            ("read", "shown and acknowledged"),
            ("answered", "a question that has its answer"),
            ("dead", "its recipient is gone and nobody owns that work; the sender was told"))),
        HelpSection.Of("Merge", HelpRows.Of(
            ("queued, building, gating", "on the way; queued again when the target moved or ov was killed"),
            ("landed", "on the target"),
            ("conflicted, rejected", "back with the owner: a conflict, or a red gate; queued again when ready is said again"),
            ("withdrawn", "taken out of the queue"),
            ("undone", "landed once, taken back; the branch is queued again and held, until the operator names it or it has a new commit"))),
        HelpSection.Of("Gate", HelpRows.Of(
            ("pending", "waits for its one answer"),
            ("decided", "answered, by the operator, by a witness at a confirm gate, or by an autonomous run's policy; final"),
            ("expired", "its time is over or its run has ended; what it held waits until the same is asked again"))),
        HelpSection.Of("Run", HelpRows.Of(
            ("active", "work goes on"),
            ("completed", "its tasks are closed or canceled; active again by 'ov run reopen'"),
            ("failed", "every task ended, at least one of them failed, and somebody said so with 'ov run fail'; final"),
            ("aborted", "given up with 'ov run abort': what was unfinished is canceled; final. Branches and commits stay in every case"))),
        HelpSection.Of("", new Paragraph("Ended agents never revive: a restart is a new incarnation. A refusal names the state that is and the one that would be needed.")),
    ]);

    private static HelpTopic Gates() => new("gates", "Ask before work goes on: gate kinds, what they hold, how they are answered", () =>
    [
        new HelpSection("", HelpProse.Blocks("""
            A question blocks whoever asks it, and anybody above may answer ('ov mail ask'). A gate blocks the work: what it holds waits until it is decided, and that is the operator's word. 'ov gate' walks gates and questions on a terminal; 'ov gate list --pending --wait' returns when something waits. The settings notify.desktop, notify.bell, notify.webhook and notify.commands tell you of it, once and together; what runs commands is approved first ('ov config trust').

              ov gate open 'In this order?' --kind plan --body '1 parser, 2 writer'
              ov gate
            """)),
        HelpSection.Of("Kinds", HelpRows.Of([.. Enum.GetValues<GateKind>().Select(kind => (kind.Word(), Kind(kind)))])),
        HelpSection.Of("", new Paragraph("'start' keeps agents that write from starting on the task, or on any task of the run when the gate names none; who only reads may look. 'landing' keeps the task's branch, or the run's branches, in the queue. 'completion' keeps 'ov run complete' from ending the run.")),
        HelpSection.Of("", new Paragraph("A no (reject, changes, refuted, rescope) and silence go on holding until the same is asked again with 'ov gate open'. A confirm gate takes the verdict of an agent that only reads and had no part in the work. 'done' at a feedback gate opens the approval gate.")),
        HelpSection.Of("", new Paragraph("Loops end: a plan after an approved one is a replan, and after 2 of them a breaker_replan gate asks for guidance; 3 fixes after failed checks and 2 after reviews open breaker_verify and breaker_review ('ov help checks'); after 2 rounds of changes the state counts as it is, and the approval gate names what is missing.")),
        HelpSection.Of("", new Paragraph("An autonomous run answers plan, commit, scope, feedback and approval by its policy at once, and says so. Its ceilings are the same: instead of a question it is refused (exit 8, breaker).")),
    ]);

    private static string Kind(GateKind kind)
    {
        var holds = string.Join(", ", GateItem.Points(GateRules.Holds(kind)).Select(point => point.Word()));
        return $"holds {(holds.Length == 0 ? "nothing" : holds)}; {string.Join(" or ", GateRules.Answers(kind).Select(answer => answer.Word()))}";
    }

    private static HelpTopic Checks() => HelpTopic.Of("checks", "Judge a task's work: commands, reviews, criteria", """
        'ov gate run' runs the configured gates in the task's worktree, as a landing will run them on the merged tree. A gate whose name says lint, format or style is a lint, one that says build or compile a build, any other a test. What it found is read from the files that 'results' names, else from what it prints: TRX, JUnit XML, SARIF, TAP, or a line such as '3 passed, 1 failed'; else its exit status tells.

          ov gate run 4 --trust

        Tests pass at 0 failures and 0 errors, a lint at 0 errors, a build at exit status 0, a review without a high issue. An autonomous run is judged more strictly: no lint warnings, no review issue at all.

        Somebody who had no part in the work records what they saw. A review:

          {"verdict": "changes-requested", "summary": "One case is missing.",
           "issues": [{"severity": "med", "file": "src/list.cs", "line": 12, "finding": "May be null.", "suggestion": "Return an empty list."}]}

        The criteria of the task, by their numbers, each with evidence; one that is missing is an error:

          {"criteria": [{"number": 1, "met": true, "evidence": "make test: 12 passed"}]}

        A loop ends. After 3 fixes whose checks fail, the task is blocked and a breaker_verify gate asks: skip it, or abort the run. After 2 fixes whose review still finds something, breaker_review asks: accept with caveats, or abort. The same files judged twice count once. An autonomous run is not asked: the task stays where it is, and you get a mail.
        """);

    private static HelpTopic Config() => HelpTopic.Of("config", "Set things: files, variables, and what wins", """
        Later ones win: .overstory/config.yaml (shared, committed), .overstory/config.local.yaml (yours, never committed), variables OV_CONFIG__SECTION__KEY (ignored when an agent calls), options. Overstory's keys are read as they are.

        A section of .overstory/config.yaml, as 'ov init' writes it:

          gates:
            - name: check
              command: make test
          agents:
            maxConcurrent: 25

        An unknown key is a warning that names the nearest. A wrong value names file, line and what is allowed, and stops only the commands that need it (exit 2, invalid-config).

          ov doctor --category config
        """);

    private static HelpTopic Trust() => HelpTopic.Of("trust", "Approve what a repository asks to run on your machine", """
        Gates, setup commands and agents' commands are text in a repository, so ov runs none of them before the operator approved exactly that text, once on this machine. 'ov init --check' approves what you type there; otherwise --trust on the command that needs it:

          ov merge --all --trust

        A changed text needs a new approval. Approvals lie in the user's own config folder, out of the repository and of every agent's reach. What is not approved is refused (exit 4, untrusted) and shown, so that you can read it first.

        Merge drivers of git's own settings, which attributes of the merged tree choose among, are approved the same way; one that is not does not run, and its file conflicts.

        The settings are read from the project root, never from the tree that is being merged.
        """);

    private static HelpTopic Hooks() => HelpTopic.Of("hooks", "Call ov from an agent's own hooks", """
        Coding agents that run hooks can report and be told things through these commands. On any failure of ours they exit 0 with nothing on stdout and one line on stderr, and outside a project they are silent: an agent is never stopped by our typo.

          ov prime --agent builder-1
          ov mail check --inject --agent builder-1
          ov log tool-start --agent builder-1 --stdin
          ov log session-end --agent builder-1

        'prime' is for the session's start, 'mail check --inject' for each prompt, 'log' for each tool call. 'log' stores key fields only and hides what looks like a secret. With --urgent, 'mail check --inject' is also for the end of a tool call. Where a runtime takes text from a hook in a form of its own, --runtime gives it that form:

          ov mail check --inject --urgent --runtime gemini

        Agents that ov starts have their hooks already. Your own session gets them by one command, and loses them without a trace:

          ov hooks install
          ov hooks status
          ov hooks uninstall
        """);

    private static HelpTopic Rules() => new("rules", "Read every rule that agents are held to", () =>
    [
        new HelpSection("", HelpProse.Blocks("""
            A runtime that has hooks asks 'ov guard' before each tool call. Shell commands are read as a shell reads them, also inside 'sh -c', 'xargs', 'find -exec' and substitutions, and each program that would start is judged by itself: text inside quotes is text. Files are judged by where they really lie.

              ov guard --command 'git push' --role builder
            """)),
        HelpSection.Of("Rules", HelpRows.Of([.. GuardRules.All.Select(rule => (rule.Id, $"({rule.Binds}) {rule.Refuses}"))])),
        HelpSection.Of("", new Paragraph("What a role is held to follows from what it does: coordinator, orchestrator and monitor only coordinate; scout, reviewer and planner only read; the others write. A role of the configuration reads when it says 'readOnly: true'. The guard is against mistakes and confused agents, not against a hostile program.")),
    ]);
}
