using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Cli.Help;

/// <summary>Runs, tasks, worktrees, mail and landings: what a day's work is made of.</summary>
internal static class WorkTopics
{
    public static IReadOnlyList<HelpTopic> All { get; } = [Runs(), Templates(), Tasks(), TaskFiles(), Trackers(), Worktrees(), Mail(), Merging()];

    private static HelpTopic Runs() => HelpTopic.Of("runs", "Keep objectives apart, each with its own target branch", """
        A run binds one objective to one target branch. You need not name one: the first task makes run-1. The target is --target, else the checked-out branch when that is neither the default nor a protected one, else a new branch ov/<run> cut from it. Switching branches later changes nothing.

          ov run start hotfix --target main --objective "Fix what customers see"
          ov task add "Fix the crash on start" --run hotfix
          ov status --run hotfix

        A command that needs a run takes --run, else the calling agent's, else the only active one, else the one whose target is checked out. Where several fit it asks (exit 2, ambiguous-run).

          ov run list

        When the work of a run is done, bring its branch home: to the branch it was cut from, or another that you name. --land lands it like any merge, --pr pushes it and makes a pull request with gh or glab.

          ov run deliver run-2 --land --dry-run
          ov run deliver run-2 --pr
          ov run complete run-2

        Meanwhile the branch that it was cut from goes on. On request the run's branch takes in what was fetched.

          ov run follow run-2 --from main --dry-run

        A run ends by somebody's word only. 'complete' is for one whose tasks are closed or canceled, and 'reopen' makes it active again. 'fail' is for one in which every task has ended and at least one failed, 'abort' cancels what is left; these two ends are final.

          ov run reopen run-2
          ov stop --all --run run-1
          ov run abort run-1 --reason "superseded by hotfix"
        """);

    private static HelpTopic Templates() => HelpTopic.Of("templates", "Let work start, be checked and be reviewed by itself", """
        A template says how the work of a run goes. leads: nothing starts by itself. loop: one task after another while the loop is on. waves: each task starts when what it needs is done. packages: a look at what is asked for and an approved plan, then one package after another, each confirmed, verified, reviewed and committed. pipeline: plan, code, review.

          ov run start export --template waves --mode autonomous
          ov run start import --template packages --objective "Read orders from CSV"
          ov run loop on
          ov watch --once --dry-run

        Each tick starts what may start, and says of everything else what it waits for. A run is complete when its exit triggers are met.

          ov run set exit.taskTrackerEmpty=true
          ov run check

        A run may look for more once its list is empty: a planner proposes, you decide what stays.

          ov run set emergent.kind=milestone
          ov task triage

        To change the course, stop what would start, change the tasks, and say what was decided.

          ov run steer --trigger "The export has to be streamed"

        Your own templates are files .overstory/templates/<name>.yaml with the keys about, stage, loop, phases, roles, dispatch, ceilings, exit, feedback and emergent; docs/templates.md tells each. A run keeps its template as it was when it started.
        """);

    private static HelpTopic Tasks() => HelpTopic.Of("tasks", "Plan work: dependencies, scope, criteria and groups", """
        Tasks are numbered within their run. Name one by its number, its id, or a unique prefix of the id.

          ov task add "Export as CSV" --needs 3 --files "src/export/**" --criterion "make test passes"
          ov task ready
          ov spec write 3 --body "Lists are never null."

        A task starts when everything that it needs is closed, or completed where no branch was made for it. In a run with 'ov run set dispatch.stack=true' it may begin earlier, on the branch of the one task that is reported and has not landed; its branch lands after that one ('ov help merging'). Two tasks whose files overlap are not worked on at once: the second is refused (exit 4, scope-overlap), or waits with 'ov sling --serialize'.

        An agent that finds its task to need more files asks for them; files that somebody else holds are refused.

          ov scope request docs/login.md --reason "it says how to log in"

        Its lead, or you, says yes or no. What a branch changes outside its scope all the same is named when it lands.

          ov scope grant builder-1

        What turns out to be missing goes between: the plan is shown before anything changes. A fix for earlier work names what it mends.

          ov task insert "Validate input" --after 3 --before 7 --dry-run
          ov task patch "Keep the header" --patches 1 --wrong "the first line is missing" --criterion "the header is exported"

        completed is the agent's word, with the checks that go with it; closed is the landing's word. See 'ov help states'.

          ov group create release 2 3
          ov group status release
        """);

    private static HelpTopic TaskFiles() => HelpTopic.Of("task-files", "Keep tasks as Markdown files", """
        A Markdown file with front matter can be a task. Two forms are read. Files called like 07-planned-validate-input.prompt.md have number, title, type, status, dependencies (numbers), priority and patches_prompts. Other files have id (else the file's name), name, status, depends_on (ids), priority, and scope, risk, impact and level, which become facts of the task (ov task add --meta; scope becomes breadth). Both may have role, files (globs) and criteria; the items of a section "Acceptance Criteria" are criteria too. A file without front matter is skipped.

          ov task import planning --dry-run

        All is taken or nothing. Each fault is named with file, line and field; so are two files of one number or id, a dependency that is nowhere, and a cycle. A number stays what it is. What was done elsewhere is closed; what was begun elsewhere begins here as pending.

          ov task export tasks --form task

        Only the lines of what changed are written; other fields, comments and their order stay. A numbered file of a task that is done gets -DONE in its name.

          ov task sync planning

        The hashes of both sides, as they were when they last agreed, tell which one changed. Where both did, neither is touched, and the conflict is listed until --prefer file or --prefer ledger says who wins. A file cancels a task or takes it up again by its status; every other state comes from the work. Finished tasks are not edited.

        The files in the folders of 'tasks.folders' in the settings are taken in by the watcher as soon as they are there or have changed, with no restart.

          ov config set tasks.folders "[planning]"
        """);

    private static HelpTopic Trackers() => HelpTopic.Of("trackers", "Work on the issues of a tracker", """
        Issues that are kept elsewhere can be tasks: of Seeds (sd, in .seeds/), of Beads (bd, in .beads/) and of GitHub (gh). bd and gh are used by their documents: they are untested against the real programs. 'taskTracker.backend' says which one, else the folder that is there.

          ov task import --from seeds
          ov task import --from seeds shop-9238 --dry-run

        Without ids all open issues come, with ids these and the open ones that they need. Title, text, priority and dependencies are taken; type, labels and all other fields stay with the issue. An epic is no work of its own. A task is found by its issue, as shop-9238 or seeds:shop-9238; 'ov sling shop-9238' takes an issue in that is no task yet. GitHub's numbers are written github:12. All else works offline, from the ledger.

          tracker         task                     task          tracker
          open            pending                  pending       open
          in_progress     pending                  in_progress   in_progress
          blocked         blocked                  blocked       blocked
          closed          closed                   completed     in_progress
          priority 0, 1   high                     closed        closed
          priority 2      medium                   high          priority 1
          priority 3, 4   low                      low           priority 3

        Seeds has no word for blocked: such an issue is open. GitHub has open and closed; labels such as p1 and priority:high, blocked and epic are read, and lines such as "Depends on #12".

        An issue is closed when its task is: after the landing, never before. The row of the task says what is owed; the tick tells the tracker, again until it has it. An undo opens the issue again.

          ov task sync

        Both sides are compared, as task files are: what changed there changes the task, what changed here is written there, and where both did the conflict is listed and neither is touched. With 'taskTracker.import' the watcher takes in new and changed open issues by itself: of Seeds when its file changed, of others every five minutes.

          ov config set taskTracker.import true
          ov task export --to seeds --dry-run

        What Seeds keeps in git is never changed in a checkout: sd works on a copy, and the lines that it changed land on the run's target as a commit of their own, which no gate judges and no receipt proves. Where the target has no .seeds, sd works in the project's folder. What agents leave uncommitted in .seeds and .beads does not count as uncommitted work. Where the target's checkout has changes in that file, the issue stays owed until they are committed, and where the target changes by pull requests only it is yours to close.
        """);

    private static HelpTopic Worktrees() => HelpTopic.Of("worktrees", "Know where agents work and how their folders go away", """
        Every agent that writes gets a branch overstory/<agent>/<task>-<title> and a worktree beside the repository, in ../<repository>.worktrees/<agent>. Your own checkout is nobody's workbench.

          ov worktree list
          ov worktree status

        Files that git ignores but a checkout needs are copied in when .worktreeinclude names them. Commands under 'setup' in the settings run once in each new worktree.

        Nothing removes work. A worktree with uncommitted changes or commits that have not landed is refused; with --force both are kept first under refs/overstory/backup.
        Uncommitted work is kept meanwhile, too, under refs/overstory/wip: 'ov worktree restore <agent> --list'.

          ov worktree remove builder-2
          ov worktree clean --dry-run
        """);

    private static HelpTopic Mail() => new("mail", "Send, take and answer mail; ask and wait", () =>
    [
        new HelpSection("", HelpProse.Blocks($"""
            Mail goes to an agent, to 'operator', to everybody (@all), or to a role (@builders). It is delivered at least once and takes effect once: taken mail counts as read only when it was shown, and mail of an agent that dies comes back.

              ov mail send --to lead-1 --subject "Schema" --body "The column is nullable now."
              ov mail check
              ov mail reply k3v9 --body "Yes, go ahead."

            A question waits for one answer; whoever is above the asker may give it. 'ov mail ask' waits for it.

              ov mail answer k3v9 --body "v2."

            The type says what a message means. worker_done is 'ov task done', merge_ready puts a branch into the queue, and both are checked like the commands. Types: {string.Join(", ", SnakeCase.Words<MailType>())}.

            An escalation goes as far as it is bad. A warning waits to be read, an error to be answered; who lets one lie is told on to whoever stands above it. A critical one reaches the operator too, and no task whose files meet its area is started (exit 6, held) until the operator answers.

              ov mail send --to lead-1 --subject "The schema is wrong" --body "Every exporter needs it." --type escalation --severity critical

            What waits for an answer for longer than mail.overdueMs is overdue in 'ov status' and 'ov mail list'.

            Text from one agent is shown to another fenced and labelled as data.
            """)),
    ]);

    private static HelpTopic Merging() => HelpTopic.Of("merging", "Land work: queue, gates, conflicts, undo", """
        A branch enters the queue when its task is reported done and its owner says merge_ready, or when the operator names it. The merge is built in a worktree kept for that, at the tip of the target; the gates run there, on the exact tree that would land. Only then does the target move, and never under a checkout with changes in its way.

          ov merge --status
          ov merge --all --dry-run
          ov merge --branch overstory/builder-4/2-add-json-to-export

        In an interactive run nothing lands unreviewed. Your own 'ov merge' or 'ov review land' is a review; an approval lets anybody land that very commit; comments send the branch back to its owner, and its next report brings it into the queue again. An autonomous run lands what is authorised and passes its gates. A run is what --mode said when it started, else autonomous with 'merge.policy: ready' and interactive without; one that a coordinator begins is autonomous.

          ov review --list
          ov review show 2
          ov review comment 2 --on "README.md:1: Say which format."
          ov review approve 2

        A conflict sends the task back to the branch's owner with what both sides wanted, the three versions of each place and what must pass; a red gate with the gate's output; the rest of the queue goes on (exit 9). Reported done again, the branch is queued again. 'merge.policy: ready' in the settings lands what is ready at each tick, and starts the next agent on what came back, which is told all this and how earlier conflicts in the same files were resolved by hand, at most three times for a branch. What conflicts once more is done anew, once: on a branch cut from the target as it is then, with the old branch as the reference; that one stays, and the landing is a reimagine. 'ov sling <task> --base-branch <target>' does the same.

        What waits lands by priority. Among equals, what conflicts with no other goes before what does, as far as the radar has seen, then the older before the newer. Nothing waits for ever: an hour counts as one priority, and who has waited that long, or was merged by hand after a conflict, is not passed by its equals.

        Branches that wait together are built on each other and gated at once, up to merge.train of them: one run of the gates for all. When it is red, beginnings of the train are gated until the branch that breaks it is found; it is set aside, the others land, and no commit that the gates did not see green becomes the target. A red gate is asked once more on the same tree (it may be flaky; one that hung is not asked again) and on the target alone: where it fails there too, nobody is blamed, the branches stay queued, and a branch with which it passes lands. With merge.parallelGates the candidates of that search are gated at once, each in a worktree and with ports of its own: sooner done, for more runs. Different targets may be merged into at the same time anyway.

        Where both sides changed the same lines, rules resolve only what provably drops nothing: one side's change holds the other's whole; the file is an ordered set of lines (merge.orderedSets); a command makes the file (merge.regenerate, for lock files); git resolved the very same conflict before (git config rerere.enabled true). Such a landing is an auto-resolve, and the entry names each file with its rule. A deletion is never overridden, and one place that is left sends all of it back.

        Where gates are configured, 'merge.resolver' names a program that is asked about what is left, such as an agent's print mode: it reads the question with the marked file, and prints the merged file. Its answer is taken only if it has no markers, changes nothing outside the conflict, drops no line that a side added or both kept, brings back none that one took out, and the gates pass; such a landing is an ai-resolve. Else the conflict goes back to its owner, who reads why.

        By its run's strategy a branch lands by a merge commit, as one commit (squash), or commit by commit (rebase); each carries trailers that lead back: Ov-Task, Ov-Agent, Ov-Run, Ov-Merge. 'merge.strategy' in the settings is what a new run begins with. The commits are not signed, also where commit.gpgSign is set (a warning says so), and a rebase makes new ones that lose their signatures. Of the project's git hooks post-merge runs, in the checkout that a landing moves, and reference-transaction; none that judges commits: use gates for that.

        With 'dispatch.stack' a task begins on the branch of the one that it needs. What stands on another branch lands after it (till then: exit 4, unlanded), in one command where both wait, and brings only its own changes, also where the other landed as one commit or was rewritten before. When that one comes back, is undone or canceled, the owner above is told and its branch waits; what has landed with another on top is undone from the top.

          ov run start fixes --strategy rebase
          ov merge --all --strategy squash

        Instead of landing, a branch may be offered: with 'merge.publish: pr', in a run started with --publish pr, with --pr, or with "pull request" in 'ov review', what passes its gates is pushed under its own name, never over somebody's commits, and a pull request is made by gh or glab. The entry stays queued until people there decide. ov asks the forge at each tick that is due and with 'ov merge': comments and failed checks, with the end of their logs, go to the owner by mail, once each, and send the branch back where they want changes; its next report brings the fix to the same request. Merged there, in whatever way, the target is fetched, the work is found in it, and the task closes; closed there, the entry is withdrawn and the task is open again.

          ov merge --branch overstory/builder-4/2-add-json-to-export --pr

        The radar compares all that is being worked on, uncommitted edits too, and names the order of landing that conflicts least. The tick looks too, while agents work: two whose branches begin to conflict are told by mail, once for the same files.

          ov merge radar

        Undo takes the last landing back: where nobody else has the commit the target goes back, else a reverting commit is built, gated and landed. The branch is kept, its task is open again, and it is queued again but held: neither 'merge.policy: ready' nor --all lands it, only your word (ov merge --branch) or a new commit that its owner reports ready. Where the landing was reverted by a commit, what that took out comes back with it.

          ov undo --dry-run
          ov undo

        A target may be rewritten after a landing: amended, squashed, rebased by a pull. The landing is found again by its commit, else by what it changes, as a whole or commit by commit, else because merging it again would change nothing; then undo, why, prove and the cleaning of worktrees go on as before and say that it was rewritten and matched. What is not found counts as lost, and the branch may land again.

        Every landing notes a receipt on its commit, below refs/notes/overstory. 'ov prove' holds a history against them, and 'ov why' leads from a line to its landing, gates, task, mail, agent and cost.

          ov why README.md:1
          ov prove

        'ov merge undo' takes an earlier landing back by a reverting commit. Every branch that moves leaves its old commit under refs/overstory/backup/.

          ov merge backups
        """);
}
