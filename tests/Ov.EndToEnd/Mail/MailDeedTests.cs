namespace Ov.EndToEnd.Mail;

/// <summary>worker_done is task done, merge_ready is the queue: one service, one transaction.</summary>
public sealed class MailDeedTests : IDisposable
{
    private readonly OvProject _project = new();

    public MailDeedTests()
    {
        _project.Ov("run", "start", "work", "--target", "main").Ok();
        _project.Ov("sling", "Write the greeting", "--name", "b1", "--role", "builder").Ok();
    }

    public void Dispose()
    {
        _project.Ov("stop", "--all", "--yes");
        _project.Dispose();
    }

    [Fact]
    public void A_report_by_mail_completes_the_task_and_ready_by_mail_queues_its_branch()
    {
        Commit("hello.txt");
        var report = _project.OvAs("b1", "mail", "send", "--to", "operator", "--type", "worker_done", "--subject", "Done", "--body", "Greets.", "--json").Ok().Json;
        Assert.Equal("completed", report.GetProperty("taskState").GetString());
        Assert.Equal("completed", TaskState());
        Assert.Equal(1, _project.Count("SELECT count(*) FROM message WHERE type = 'worker_done' AND id = ?1", report.GetProperty("id").GetString()));

        var ready = _project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b", "--task", "1", "--idempotency-key", "k", "--json").Ok().Json;
        Assert.Equal(1, _project.Count("SELECT count(*) FROM merge WHERE id = ?1 AND branch LIKE 'overstory/b1/%'", ready.GetProperty("mergeId").GetString()));
        var again = _project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b", "--task", "1", "--idempotency-key", "k", "--json").Ok().Json;
        Assert.Equal(ready.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public void A_report_that_the_guards_refuse_sends_nothing()
    {
        File.WriteAllText(Path.Combine(_project.WorktreeOf("b1"), "left.txt"), "uncommitted");
        _project.OvAs("b1", "mail", "send", "--to", "operator", "--type", "worker_done", "--subject", "Done", "--body", "b").Refused(4, "dirty");
        Assert.Equal("in_progress", TaskState());
        Assert.Equal(0, _project.Count("SELECT count(*) FROM message WHERE type = 'worker_done'"));
    }

    [Fact]
    public void Ready_without_saying_what_is_a_wrong_payload_and_queues_nothing()
    {
        _project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b").Refused(2, "invalid-payload");
        Assert.Equal(0, _project.Count("SELECT count(*) FROM merge"));
    }

    [Fact]
    public void A_worker_is_nobody_but_itself()
    {
        _project.Ov("mail", "send", "--from", "b1", "--to", "operator", "--subject", "s", "--body", "b").Refused(4, "identity");
        _project.Ov("mail", "check", "--agent", "b1").Refused(4, "identity");
    }

    private void Commit(string file)
    {
        var worktree = _project.WorktreeOf("b1");
        File.WriteAllText(Path.Combine(worktree, file), "hello\n");
        _project.Box.Run("git", ["add", "-A"], worktree).Ok();
        _project.Box.Run("git", ["commit", "-q", "-m", "Greet"], worktree).Ok();
    }

    private string TaskState() => _project.Rows("SELECT state FROM task", row => row.Text("state")).Single();
}
