using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>How agents end their tasks, and what the next one learns from it (S3-40, S3-41, S3-51, S3-53).</summary>
public sealed class TaskAttemptTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_report_keeps_what_was_run_and_what_is_to_be_known_whichever_way_it_came()
    {
        var (one, other) = (_site.Add("One"), _site.Add("Other"));
        _site.Worker("builder-1", one);
        _site.CommitIn("builder-1", "one.txt", "one");
        var mail = _site.Done("builder-1", one, new DoneReport("did it") { Tests = ["make test: 3 passed"], Caveats = "no IPv6" }).Mail;
        Assert.Contains("\"testsRun\":[\"make test: 3 passed\"],\"caveats\":\"no IPv6\"", mail.Payload);
        _site.Worker("builder-2", other);
        _site.CommitIn("builder-2", "two.txt", "two");
        Send("""{"taskId":"2","summary":"did it","testsRun":["make test: 3 passed"],"caveats":"no IPv6"}""");
        foreach (var (task, file) in new[] { (one, "one.txt"), (other, "two.txt") })
        {
            var attempt = Assert.Single(Of(task));
            Assert.Equal((AttemptStatus.Completed, "did it", "no IPv6"), (attempt.Status, attempt.Summary, attempt.Caveats));
            Assert.Equal(["make test: 3 passed"], attempt.TestsRun);
            Assert.Equal([file], attempt.FilesModified);
        }
    }

    [Fact]
    public void A_worker_done_that_says_failed_is_refused_and_the_task_stays()
    {
        var task = _site.Add("One");
        _site.Add("Other");
        _site.Worker("builder-2", task);
        Refusal.Of(ErrorCode.InvalidPayload, () => Send("""{"taskId":"1","summary":"no","status":"failed"}"""));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    [Fact]
    public void Whoever_blocks_or_is_ended_leaves_a_failed_attempt_and_the_operator_s_reopening_lets_it_go()
    {
        var (one, other) = (_site.Add("One"), _site.Add("Other"));
        _site.Worker("builder-1", one);
        using (var app = _site.Project.AgentApp("builder-1"))
        {
            TaskBlocker.Block(app, app.Caller, one, new BlockReport("the key is missing") { Tests = ["make: failed"], Caveats = "half is done" });
        }

        var agent = _site.Worker("builder-2", other);
        _site.Operator.Ledger.Write(tx => AgentEnder.End(tx, tx.Files, agent, AgentState.Failed, "builder-2", "budget: 3 turns were used up without a report", TaskAfter.Fail));
        Assert.Equal(("the key is missing", "half is done"), (Of(one)[0].Summary, Of(one)[0].Caveats));
        Assert.Equal((AttemptStatus.Failed, "budget: 3 turns were used up without a report"), (Of(other)[0].Status, Of(other)[0].Summary));
        Assert.Equal((TaskState.Blocked, TaskState.Failed), (_site.Now(one).State, _site.Now(other).State));
        Assert.Equal(1, Failures(one));
        TaskReopener.Reopen(_site.Operator, Caller.Operator, one, "the key is there");
        Assert.Equal(0, Failures(one));
    }

    [Fact]
    public void The_next_agent_reads_how_others_failed_at_this_and_at_the_like_and_no_more_than_five()
    {
        var tasks = Enumerable.Range(1, 7).Select(number => _site.Add($"Parse export header {number}")).ToList();
        var alien = _site.Add("Paint the fence");
        _site.Operator.Ledger.Write(tx =>
        {
            foreach (var task in tasks.Append(alien))
            {
                TaskAttemptStore.Add(tx, task, new TaskAttempt("builder-1", AttemptStatus.Failed, $"failed at {task.Number}", ["src/a.cs"], [], "mind the\nlocale", tx.Now));
            }
        });
        var brief = _site.Operator.Ledger.Read(sql => AttemptBrief.For(sql, tasks[0], "fence-x"));
        Assert.Equal(5, brief.Split('\n').Count(line => line.StartsWith("- builder-1", StringComparison.Ordinal)));
        Assert.StartsWith("- builder-1, ", brief.Split('\n')[6]);
        Assert.Contains("task 1 (Parse export header 1): failed at 1 Caveats: mind the locale Files: src/a.cs", brief.Split('\n')[6]);
        Assert.DoesNotContain("Paint", brief);
        Assert.EndsWith("=== fence-x end ===\n", brief);
        var other = _site.Add("Something else entirely");
        Assert.Equal("", _site.Operator.Ledger.Read(sql => AttemptBrief.For(sql, other, "fence-x")));
    }

    [Fact]
    public void An_edit_with_a_reason_is_written_beneath_the_alignment_of_its_run()
    {
        var task = _site.Add("One");
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange("Uno", Reason: "the client speaks Italian"));
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange("Un"));
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Body: "Do it.", Reason: "it was unclear"));
        var note = _site.Operator.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Alignment, NoteKind.Alignment, _site.Run.Id))!;
        Assert.Equal(2, note.Version);
        Assert.Contains("## Task 1\n", note.Body);
        Assert.Contains("title changed: the client speaks Italian", note.Body);
        Assert.Contains("body changed: it was unclear", note.Body);
    }

    private void Send(string payload)
    {
        using var app = _site.Project.AgentApp("builder-2");
        MailSender.Send(app, app.Caller, new MailSend("operator", "Done", "did it") { Type = MailType.WorkerDone, Payload = payload });
    }

    private List<TaskAttempt> Of(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id));

    private long Failures(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskAttemptStore.Failures(sql, TaskStore.ById(sql, task.Id)!));
}
