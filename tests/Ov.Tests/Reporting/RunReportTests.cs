using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Checks;
using Ov.Core.Costs;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Reporting;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Reporting;

/// <summary>What a run's rows say of it (S2-76, S0-66).</summary>
public sealed class RunReportTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_in_which_nothing_went_wrong_says_so_and_names_nothing_to_do()
    {
        var report = RunReport.For(History([Task(1, TaskState.Closed), Task(2, TaskState.Closed)]) with { Checks = Checks(Check(1, true), Check(2, true)) });
        Assert.Equal(
            ["2 of 2 tasks are done, 2 of them by the first agent.", "2 branches landed without a conflict or a red gate.", "2 of 2 checked tasks passed every check at once."], report.Right);
        Assert.Empty(report.Wrong);
        Assert.Empty(report.Better);
        Assert.Empty(report.Actions);
        Assert.Equal(3_600_000, report.DurationMs);
    }

    [Fact]
    public void What_failed_went_wrong_and_is_a_task_while_it_is_open_and_a_lesson_once_it_is_done()
    {
        var attempts = Attempts((1, Failed(10, "no key")), (1, Failed(20, "no key")), (2, Failed(5, "ran out\nof turns")), (2, Done(30, "no IPv6")));
        var report = RunReport.For(History([Task(1, TaskState.Blocked) with { Reason = "no key" }, Task(2, TaskState.Closed), Task(3, TaskState.Pending)]) with { Attempts = attempts });
        Assert.Equal(["Task 1 (Work 1) is blocked: no key.", "Task 2 (Work 2) failed once: ran out; of turns.", "Task 3 is not finished."], report.Wrong);
        Assert.Equal(["Tasks 1, 2 failed and had no criteria: say how one sees that the work is done."], report.Better);
        Assert.Equal(
            ["1 Lesson Before 'Work 2' was done it failed: ran out; of turns", "2 Task Find another way to: Work 1", "3 Task See to what is left of task 2: no IPv6"],
            report.Actions.Select(action => $"{action.Number} {action.Kind} {action.Title}"));
        Assert.Equal([2, 1, 0], report.Tasks.Select(task => task.FailedAttempts));
    }

    [Fact]
    public void Checks_that_fail_in_several_tasks_are_named_once()
    {
        var report = RunReport.For(History([Task(1, TaskState.Closed), Task(2, TaskState.Closed)]) with { Checks = Checks(Check(1, false, "lint"), Check(1, true), Check(2, false, "lint"), Check(2, false, "lint")) });
        Assert.Equal(["Task 1 (Work 1) failed its checks once: 2 errors.", "Task 2 (Work 2) failed its checks 2 times: 2 errors."], report.Wrong);
        Assert.Equal(["lint failed in tasks 1, 2: agents could run it before they report."], report.Better);
        Assert.Equal([true, false], report.Tasks.SelectMany(task => task.Checks).Select(check => check.Passed));
        Assert.Equal([1, 2], report.Tasks.SelectMany(task => task.Checks).Select(check => check.Failures));
    }

    [Fact]
    public void Gates_that_went_round_too_often_waited_long_or_said_no_are_told()
    {
        var report = RunReport.For(History([Task(1, TaskState.Closed)]) with
        {
            Gates =
            [
                Gate("gate-1", GateKind.BreakerReview, "Reviews of task 1 keep finding something.", 1) with { State = GateState.Decided, Answer = GateAnswer.Accept, Text = "no locales", DecidedAt = Start.AddMinutes(90) },
                Gate("gate-2", GateKind.Plan, "This plan?", null) with { State = GateState.Decided, Answer = GateAnswer.Reject, Text = "too big", DecidedAt = Start.AddMinutes(2) },
                Gate("gate-3", GateKind.Approval, "Complete?", null) with { State = GateState.Expired },
            ],
        });
        Assert.Equal(
            ["Task 1 went round too often: Reviews of task 1 keep finding something. Answer: accept, no locales.", "The run: plan was answered reject: too big.", "The run: nobody answered in time: Complete?"], report.Wrong);
        Assert.Equal(["Task 1 waited 1h for the answer to: Reviews of task 1 keep finding something."], report.Better);
        Assert.Equal(["Lesson Reviews of 'Work 1' kept failing", "Task Mend what task 1 was accepted with: no locales"], report.Actions.Select(action => $"{action.Kind} {action.Title}"));
        Assert.Equal(5_400_000, report.Decisions[0].WaitedMs);
    }

    [Fact]
    public void Landings_that_went_wrong_are_told_each_and_learnt_from_once()
    {
        var report = RunReport.For(History([Task(1, TaskState.Closed)]) with { Mishaps = [Mishap("merge.conflicted", "a.txt"), Mishap("merge.conflicted", "a.txt"), Mishap("merge.undone", "")] });
        Assert.Equal(
            ["Task 1 (Work 1) conflicted with what had landed: a.txt.", "Task 1 (Work 1) conflicted with what had landed: a.txt.", "The landing of task 1 (Work 1) was undone."], report.Wrong);
        Assert.Equal(["Task 1 conflicted and had no scope: files that are named keep two agents from changing them at once."], report.Better);
        Assert.Equal(["'Work 1' conflicted with what had landed: a.txt", "'Work 1' was taken out of the target again"], report.Actions.Select(action => action.Title));
    }

    [Fact]
    public void Fixes_are_followed_back_to_what_they_mend_and_how_that_was_checked()
    {
        var history = History([Task(1, TaskState.Closed), Task(2, TaskState.Closed), Task(3, TaskState.Pending) with { Title = "Mend the mending" }]);
        var report = RunReport.For(history with { Patches = [("task-2", "task-1"), ("task-3", "task-2")], Checks = Checks(Check(1, true, "unit"), Check(2, true, "lint")) });
        Assert.Equal(["2, 1: unit", "3, 2, 1: unit"], report.Patches.Select(patch => $"{string.Join(", ", patch.Chain)}: {string.Join(", ", patch.Checks)}"));
        Assert.Contains("'Work 2' had to be mended: Mend the mending", report.Actions.Select(action => action.Title));
        // Two that mend each other end the chain.
        Assert.Equal([2, 1, 2], RunReport.For(history with { Patches = [("task-2", "task-1"), ("task-1", "task-2")] }).Patches[0].Chain);
    }

    [Fact]
    public void One_task_that_used_most_of_what_was_spent_is_named()
    {
        CostSum Sum(long tokens) => new(1, tokens, 0, 0, 0, null, null, tokens, null);
        var history = History([Task(1, TaskState.Closed), Task(2, TaskState.Closed), Task(3, TaskState.Closed)]);
        Assert.Equal(["#2 Work 2 used 60 % of all tokens: smaller tasks cost less when they fail."], RunReport.For(history with { Used = [("task-2", Sum(60)), ("task-1", Sum(40))], Costs = Sum(100) }).Better);
        Assert.Empty(RunReport.For(history with { Used = [("task-2", Sum(50)), ("task-1", Sum(50))], Costs = Sum(100) }).Better);
    }

    [Fact]
    public void Pipelines_read_tasks_checks_and_gates_as_cases()
    {
        var history = History([Task(1, TaskState.Closed), Task(2, TaskState.Failed) with { Title = "A < B & \"C\"\u0001", Reason = "no" }, Task(3, TaskState.Pending)]);
        var text = JUnitReport.Of(RunReport.For(history with
        {
            Checks = Checks(Check(2, false, "lint")), Gates = [Gate("gate-1", GateKind.Plan, "This plan?", null) with { State = GateState.Decided, Answer = GateAnswer.Approve, DecidedAt = Start.AddSeconds(1) }],
        }));
        var document = System.Xml.Linq.XDocument.Parse(text);
        Assert.Equal("5", document.Root!.Attribute("tests")!.Value);
        Assert.Equal("2", document.Root.Attribute("failures")!.Value);
        Assert.Equal("1", document.Root.Attribute("skipped")!.Value);
        var cases = document.Descendants("testcase").ToDictionary(one => one.Attribute("name")!.Value, one => one.Elements().FirstOrDefault()?.Name.LocalName);
        Assert.Equal([("#1 Work 1", null), ("#2 A < B & \"C\"", "failure"), ("#3 Work 3", "skipped"), ("#2 A < B & \"C\": verify", "failure"), ("gate-1 plan", null)], cases.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((2, 2), (XmlResults.Read(text)!.Failed, XmlResults.Read(text)!.Passed));
    }

    [Fact]
    public void Of_a_run_of_thousands_of_tasks_people_are_told_the_beginning_of_each_part_and_how_much_more_there_is()
    {
        using var site = new TaskSite();
        site.Add("Task");
        site.Operator.Ledger.Write(tx => tx.Sql.Run(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
            INSERT INTO task(id, run_id, number, title, state, reason, created_by, created_at, updated_at) SELECT 'task-' || i, ?1, i, 'Work ' || i, 'failed', 'no key', 'operator', 1, 1 FROM n
            """, site.Run.Id));
        var told = site.Project.Ov([], "run", "report");
        Assert.Equal(0, told.Exit);
        Assert.Equal(50, told.Out.Split('\n').Count(line => line.Contains("is failed: no key", StringComparison.Ordinal)));
        Assert.Contains("9 more: --json tells all", told.Out + told.Error);
    }

    [Fact]
    public void An_action_is_adopted_once_and_also_after_the_run_has_ended()
    {
        using var site = new TaskSite();
        var (open, done) = (site.Add("Open"), site.Add("Done"));
        site.Operator.Ledger.Write(tx =>
        {
            TaskAttemptStore.Add(tx, done, Failed(0, "no key"));
            TaskStore.Begin(tx, done, TaskState.Closed, "operator", "");
        });
        site.Operator.Ledger.Write(tx => TaskAttemptStore.Add(tx, open, Failed(1, "too big")));
        // Both may lie in one millisecond.
        site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE task_attempt SET at = at - 1000 WHERE task_id = ?1", done.Id));
        var lesson = ReportAdopter.Adopt(site.Operator, Caller.Operator, site.Run, 1);
        Assert.Equal((ActionKind.Lesson, false), (lesson.Action.Kind, lesson.Existing));
        Assert.Equal("no key", site.Operator.Ledger.Read(sql => LessonStore.ById(sql, lesson.Action.AdoptedAs!)!).Text);
        site.Operator.Ledger.Write(tx => RunStore.Move(tx, site.Run, RunState.Completed, "operator"));
        var task = ReportAdopter.Adopt(site.Operator, Caller.Operator, site.Operator.Ledger.Read(sql => RunStore.ById(sql, site.Run.Id)!), 2);
        var made = site.Operator.Ledger.Read(sql => TaskStore.ById(sql, task.Action.AdoptedAs!)!);
        Assert.Equal("Find another way to: Open", made.Title);
        Assert.NotEqual(site.Run.Id, made.RunId);
        var again = ReportAdopter.Adopt(site.Operator, Caller.Operator, site.Run, 2);
        Assert.Equal((made.Id, true), (again.Action.AdoptedAs, again.Existing));
        Assert.Single(site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, made.RunId)));
        Assert.Contains("it has 2", Refusal.Of(ErrorCode.NotFound, () => ReportAdopter.Adopt(site.Operator, Caller.Operator, site.Run, 3)).Message);
    }

    private static RunHistory History(TaskRecord[] tasks) => new(
        new RunRecord("run-1", "export", "main", RunState.Completed, "", "", "merge", "operator", Start, Start.AddHours(1), null), tasks,
        Attempts(), Checks(), [], [], [], [], new CostSum(0, 0, 0, 0, 0, null, null, 0, null), new Dictionary<string, string>(), Start.AddHours(2));

    private static TaskRecord Task(int number, TaskState state) => new(
        $"task-{number}", "run-1", number, $"Work {number}", "", state, TaskPriority.Medium, "builder", null, [], [], null, 0, null, false, null, null, "operator", Start, Start, null, null);

    private static TaskAttempt Failed(int minute, string why) => new("builder-1", AttemptStatus.Failed, why, [], [], null, Start.AddMinutes(minute));

    private static TaskAttempt Done(int minute, string caveats) => new("builder-2", AttemptStatus.Completed, "did it", [], [], caveats, Start.AddMinutes(minute));

    private static ILookup<string, TaskAttempt> Attempts(params (int Task, TaskAttempt Attempt)[] attempts) => attempts.ToLookup(pair => $"task-{pair.Task}", pair => pair.Attempt);

    private static ILookup<string, CheckRecord> Checks(params CheckRecord[] checks) => checks.ToLookup(check => check.TaskId);

    private static CheckRecord Check(int task, bool passed, string step = "unit") => new(
        $"check-{task}", $"task-{task}", CheckRound.Verify, passed, passed ? [] : ["2 errors"],
        new CheckReport([new CheckStep(step, CheckKind.Test, passed, passed ? 0 : 1, 5, [], CheckResults.None, "")], [], [], ""), "tree", "watch", Start);

    private static GateRecord Gate(string id, GateKind kind, string question, int? task) => new(
        id, "run-1", task is { } number ? $"task-{number}" : null, kind, GateState.Pending, question, "evidence", "watch", null, Start, null, GatePoint.None, null, null, null, null);

    private static EventRecord Mishap(string type, string text) => new(1, Start, type, "run-1", "watch", null, "task-1", "merge-1", "warn", null, null, null, text);
}
