using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Checks;

/// <summary>Checks of a task's work, in its worktree and by others, and the loops that they end.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Bad = """{"verdict": "changes-requested", "issues": [{"severity": "high", "finding": "May be null.", "suggestion": "Return a list."}]}""";

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Three_fixes_may_fail_and_the_next_failure_blocks_the_task_and_asks()
    {
        var (task, app) = Working("test -e good");
        for (var round = 1; round <= 4; round++)
        {
            _site.WriteIn("builder-1", "work.txt", $"{round}\n");
            Assert.Equal((false, round - 1), Verify(app, task) is var one ? (one.Check.Passed, one.Fixes) : default);
            // The same files once more are no further fix.
            Assert.Equal(round - 1, Verify(app, task).Fixes);
        }

        var gate = Assert.Single(app.Ledger.Read(GateStore.Pending));
        Assert.Equal((GateKind.BreakerVerify, task.Id, TaskState.Blocked), (gate.Kind, gate.TaskId, _site.Now(task).State));
        Assert.Contains("verify_fix, 3 of 3 used", gate.Evidence);
        Assert.Contains("test: exit status 1", gate.Evidence);

        var opened = Assert.Single(app.Ledger.Read(sql => EventStore.Newest(sql, 200)), record => record.Type == "breaker.opened");
        Assert.StartsWith("loop: verify_fix, 3 of 3 used, for task 1;last failure", opened.Text, StringComparison.Ordinal);

        GateDecider.Decide(app, Caller.Operator, gate, GateAnswer.Skip, "Later.");
        Assert.Equal(TaskState.Blocked, _site.Now(task).State);
        TaskReopener.Reopen(app, Caller.Operator, _site.Now(task), "a new idea");
        Assert.Equal(0, Verify(app, task).Fixes);
        _site.WriteIn("builder-1", "good", "");
        Assert.True(Verify(app, task).Check.Passed);
    }

    [Fact]
    public void What_the_commands_found_is_kept_and_files_are_read_where_the_gate_names_them()
    {
        var (task, app) = Working("echo '<testsuite><testcase name=\"a\"/><testcase name=\"b\"><failure/></testcase></testsuite>' > out.xml", ", results: \"*.xml\"");
        var outcome = Verify(app, task);
        Assert.Equal(["test: 1 failed"], outcome.Check.Reasons);
        var step = Assert.Single(Assert.Single(app.Ledger.Read(sql => CheckStore.OfTask(sql, task.Id, 5))).Report.Steps);
        Assert.Equal(("junit", 1, 1, 0), (step.Results.Format, step.Results.Passed, step.Results.Failed, step.ExitCode));
    }

    [Fact]
    public void A_file_of_an_earlier_run_is_not_read_again()
    {
        var (task, app) = Working("true", ", results: \"*.xml\"");
        _site.WriteIn("builder-1", "out.xml", "<testsuite><testcase name=\"b\"><failure/></testcase></testsuite>");
        File.SetLastWriteTimeUtc(Path.Combine(_site.FolderOf("builder-1"), "out.xml"), DateTime.UtcNow.AddHours(-1));
        Assert.True(Verify(app, task).Check.Passed);
    }

    [Fact]
    public void Commands_that_nobody_approved_do_not_run()
    {
        var (task, app) = Working("touch ran");
        Refusal.Of(ErrorCode.Untrusted, () => TaskVerifier.Verify(app, Caller.Operator, task, null, trust: false, default));
        Assert.False(File.Exists(Path.Combine(_site.FolderOf("builder-1"), "ran")));
    }

    [Fact]
    public void After_two_fixes_a_review_that_finds_something_asks_and_giving_up_leads_to_the_other_question()
    {
        var task = _site.Add("One");
        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(round == 3, Review(_site.Operator, task, Bad).Breaker is not null);
        }

        var gate = Assert.Single(Pending());
        Assert.Equal(GateKind.BreakerReview, gate.Kind);
        GateDecider.Decide(_site.Operator, Caller.Operator, gate, GateAnswer.Abort, "");
        var next = Assert.Single(Pending());
        Assert.Equal((GateKind.BreakerVerify, task.Id), (next.Kind, next.TaskId));

        var other = _site.Add("Two");
        Assert.Equal(0, Review(_site.Operator, other, Bad).Fixes);
        Assert.Equal(1, Review(_site.Operator, other, Bad).Fixes);
        Assert.True(Review(_site.Operator, other, """{"verdict": "approved"}""").Check.Passed);
        Assert.Equal(0, Review(_site.Operator, other, Bad).Fixes);
    }

    [Fact]
    public void Nobody_judges_work_of_their_own()
    {
        var task = _site.Add("One");
        _site.Worker("builder-1", task);
        _site.Project.AddAgent(_site.Run, "reviewer-1", "reviewer");
        using var own = _site.Project.AgentApp("builder-1");
        Refusal.Of(ErrorCode.Identity, () => Review(own, task, """{"verdict": "approved"}"""));
        using var other = _site.Project.AgentApp("reviewer-1");
        Assert.Equal("reviewer-1", Review(other, task, """{"verdict": "approved"}""").Check.By);
        RunFailedOrAborted();
        Refusal.Of(ErrorCode.State, () => Review(_site.Operator, task, Bad));

        void RunFailedOrAborted() => _site.Operator.Ledger.Write(tx => RunStore.Move(tx, _site.Run, RunState.Aborted, "operator"));
    }

    [Fact]
    public void An_autonomous_run_stops_at_the_same_ceiling_without_a_question_and_reports_it()
    {
        var run = RunStarter.Start(_site.Operator, Caller.Operator, new RunStart("auto", null, "", Mode: RunMode.Autonomous));
        var task = _site.Project.AddTask(run, "One");
        CheckOutcome? last = null;
        for (var round = 1; round <= 3; round++)
        {
            last = Review(_site.Operator, task, Bad);
        }

        Assert.Equal((GateState.Expired, GatePoint.Landing), (last!.Breaker!.State, last.Breaker.Holds));
        Assert.Empty(Pending());
        Assert.Contains(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "operator")), mail => mail.Subject.StartsWith("Task 1 ended at a ceiling", StringComparison.Ordinal));
    }

    [Fact]
    public void An_agent_whose_own_checks_fail_three_times_ends_with_what_was_found_and_its_work_is_kept()
    {
        var (task, app) = Working("test -e good");
        _site.WriteIn("builder-1", "good", "");
        Assert.True(Verify(app, task).Check.Passed);
        File.Delete(Path.Combine(_site.FolderOf("builder-1"), "good"));
        using var own = _site.Project.AgentApp("builder-1");
        for (var round = 1; round <= 3; round++)
        {
            _site.WriteIn("builder-1", "work.txt", $"{round}\n");
            Assert.Equal(round == 3, TaskVerifier.Verify(own, own.Caller, task, null, trust: false, default).GaveUp);
        }

        var now = _site.Now(task);
        Assert.Equal(TaskState.Failed, now.State);
        var attempt = Assert.Single(app.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id)));
        Assert.Equal(AttemptStatus.Failed, attempt.Status);
        Assert.StartsWith("its own checks failed 3 times: test: exit status 1", attempt.Summary, StringComparison.Ordinal);
        Assert.Equal("3", _site.Project.Git("show", $"{now.Branch}:work.txt").Trim());
        Refusal.Of(ErrorCode.Fenced, () => TaskVerifier.Verify(own, own.Caller, task, null, trust: false, default));
        Assert.Empty(Pending());
    }

    private (TaskRecord Task, OvApp App) Working(string command, string more = "")
    {
        _site.Project.Write(".overstory/config.local.yaml", $"gates:\n  - {{name: test, command: \"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\"{more}}}\n");
        var task = _site.Add("One");
        _site.Worker("builder-1", task);
        var app = _site.Project.OperatorApp();
        return (_site.Now(task), app);
    }

    private static CheckOutcome Verify(OvApp app, TaskRecord task) => TaskVerifier.Verify(app, app.Caller, task, null, trust: true, default);

    private static CheckOutcome Review(OvApp app, TaskRecord task, string text) => VerdictRecorder.Record(app, app.Caller, task, CheckRound.Review, text);

    private List<GateRecord> Pending() => _site.Operator.Ledger.Read(GateStore.Pending);
}
