using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.Watching;

/// <summary>What becomes of an agent that nobody answers.</summary>
public sealed class UnansweredQuestionTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Who_waits_for_too_long_is_canceled_and_its_task_waits_with_its_work_for_the_answer()
    {
        var (task, agent, question) = Asked();
        Assert.Empty(Tick("0"));
        Assert.Empty(Tick("2h"));
        Assert.Equal(["canceled: nobody answered its question within 1h: v1 or v2?"], Tick("1h"));
        Assert.Empty(Tick("1h"));
        Assert.Equal((AgentState.Stopped, TaskState.Blocked), (_site.Now(agent).State, _site.Now(task).State));
        Assert.Equal("half", File.ReadAllText(Path.Combine(_site.FolderOf("builder-1"), "half.txt")));
        Assert.Equal([AttemptStatus.Canceled], _site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id)).Select(attempt => attempt.Status));
        Assert.Equal(0, _site.Operator.Ledger.Read(sql => TaskAttemptStore.Failures(sql, _site.Now(task))));
        var told = Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "lead-1")), mail => mail.Type == MailType.Escalation);
        Assert.Contains($"ov mail read {question}", told.Body);
        Assert.Equal(TaskState.Pending, TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "v2").State);
    }

    [Theory]
    [InlineData("answered")]
    [InlineData("at work")]
    [InlineData("waits for its own")]
    public void Who_was_answered_or_does_not_wait_goes_on(string why)
    {
        var (task, agent, question) = Asked();
        switch (why)
        {
            case "answered":
                MailReplier.Answer(_site.Operator, Caller.Operator, question, "v2");
                break;
            case "at work":
                _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Working, "builder-1"));
                break;
            default:
                _site.Worker("scout-1", _site.Add("Look", parent: task.Id, role: "scout"), "scout", agent);
                break;
        }

        Assert.Empty(Tick("1h"));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    private (TaskRecord Task, AgentRecord Agent, string Question) Asked()
    {
        var lead = _site.Worker("lead-1", _site.Add("Lead it", role: "lead"), "lead");
        var task = _site.Add("Build it");
        var agent = _site.Worker("builder-1", task, "builder", lead);
        _site.WriteIn("builder-1", "half.txt", "half");
        return (task, agent, _site.Operator.Ledger.Write(tx =>
        {
            var asked = Mailbox.Deliver(tx, tx.Files, new MailDraft("builder-1", "lead-1", MailType.Question, "v1 or v2?", "Which one?") { SenderId = agent.Id, RecipientId = lead.Id, RunId = agent.RunId, TaskId = task.Id });
            tx.Sql.Run("UPDATE message SET created_at = created_at - 5400000");
            AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Waiting, "builder-1");
            return asked.Id;
        }));
    }

    private List<string> Tick(string limit)
    {
        _site.Project.Write(".overstory/config.local.yaml", $"mail: {{ questionTimeout: {limit} }}\nwatch: {{ enabled: false }}\n");
        using var app = _site.Project.App();
        return [.. UnansweredQuestions.Cancel(new TickContext(app, false, true, null, TestContext.Current.CancellationToken)).Select(one => $"{one.Action}: {one.Reason}")];
    }
}
