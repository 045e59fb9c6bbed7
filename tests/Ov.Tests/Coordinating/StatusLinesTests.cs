using Ov.Core.Coordinating;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Coordinating;

/// <summary>The answer to a question about status has four lines, whatever the state of things.</summary>
public sealed class StatusLinesTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void An_empty_run_has_four_lines_too() =>
        Assert.Equal(["Active leads: none", "Completed: 0 of 0 tasks", "Blockers: none", "Next actions: none"], Lines());

    [Fact]
    public void They_name_leads_landed_tasks_blockers_and_what_comes_next()
    {
        var led = _site.Add("Own the export", role: "lead");
        _site.Project.AddAgent(_site.Run, "lead-1", "lead", led);
        var closed = _site.Add("Done");
        var blocked = _site.Add("Blocked");
        _site.Add("Ready");
        _site.Operator.Ledger.Write(tx =>
        {
            foreach (var state in new[] { TaskState.InProgress, TaskState.Completed, TaskState.Closed })
            {
                TaskStore.Move(tx, TaskStore.ById(tx.Sql, closed.Id)!, state, "operator");
            }

            TaskStore.Move(tx, blocked, TaskState.InProgress, "operator");
            TaskStore.Move(tx, _site.Now(blocked) with { State = TaskState.InProgress }, TaskState.Blocked, "operator", "no key");
        });
        Assert.Equal(
            ["Active leads: lead-1 (#1 Own the export)", "Completed: 1 of 4 tasks", "Blockers: #3 blocked (no key)", "Next actions: dispatch 1 ready; wait for the leads"], Lines());
    }

    [Fact]
    public void A_held_area_is_a_blocker()
    {
        var builder = _site.Project.AddAgent(_site.Run, "builder-1");
        using var app = _site.Project.AgentApp("builder-1");
        var id = MailSender.Send(app, app.Caller, new MailSend("operator", "Stop", "", MailType.Escalation, Payload: """{"severity":"critical","area":["src/**"]}""")).Id;
        Assert.Equal($"Blockers: src/** held by {id}", Lines()[2]);
    }

    private IReadOnlyList<string> Lines() => _site.Operator.Ledger.Read(sql => StatusLines.Of(sql, _site.Run.Id));
}
