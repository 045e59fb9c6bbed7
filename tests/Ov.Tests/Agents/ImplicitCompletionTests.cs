using Ov.Core.Agents;
using Ov.Core.Coordinating;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Agents;

/// <summary>Roles whose agents report by ending their turn.</summary>
public sealed class ImplicitCompletionTests : IDisposable
{
    private readonly TaskSite _site = new();

    public ImplicitCompletionTests() => _site.Project.Write(".overstory/config.local.yaml", "roles: { scout: { implicitCompletion: true }, builder: { implicitCompletion: true } }\n");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_turn_without_a_report_is_the_report_with_the_last_reply_as_its_summary()
    {
        var (task, agent) = Begin("scout");
        Say(agent, "The cache is never emptied.");
        Assert.Null(Settle(agent));
        Assert.Equal((TaskState.Closed, "The cache is never emptied.", AgentState.Completed), (_site.Now(task).State, _site.Now(task).Summary, _site.Now(agent).State));
        Assert.Equal([AttemptStatus.Completed], _site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id)).Select(attempt => attempt.Status));
    }

    [Fact]
    public void What_a_report_must_hold_to_holds_and_what_is_missing_is_said()
    {
        var (task, agent) = Begin("builder");
        Assert.Contains("It said nothing", Settle(agent));
        Say(agent, "Done.");
        Assert.Contains("no commit", Settle(agent));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
        _site.CommitIn("builder-1", "a.txt", "a");
        Assert.Null(Settle(agent));
        Assert.Equal((TaskState.Completed, "Done."), (_site.Now(task).State, _site.Now(task).Summary));
    }

    [Theory]
    [InlineData("tester", false)]
    [InlineData("scout", true)]
    public void Another_role_and_one_that_waits_for_an_answer_report_nothing_by_ending(string role, bool asks)
    {
        var (task, agent) = Begin(role);
        Say(agent, "Which one?");
        if (asks)
        {
            _site.Operator.Ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, new MailDraft(agent.Name, "operator", MailType.Question, "Which?", "v1 or v2?") { SenderId = agent.Id, RunId = agent.RunId }));
        }

        Assert.Null(Settle(agent));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    private (TaskRecord Task, AgentRecord Agent) Begin(string role)
    {
        var task = _site.Add("Look into it", role: role);
        return (task, _site.Worker($"{role}-1", task, role));
    }

    private void Say(AgentRecord agent, string words) => _site.Operator.Ledger.Write(tx => tx.Record(new EventDraft(CoordinatorOutput.Event) { RunId = agent.RunId, AgentId = agent.Id, Actor = agent.Name, Text = words }));

    private string? Settle(AgentRecord agent)
    {
        using var app = _site.Project.App();
        return ImplicitCompletion.Settle(app, new ClaimedTurn(agent, 1, new MailClaim("", []), "fence", app.Ledger.Now));
    }
}
