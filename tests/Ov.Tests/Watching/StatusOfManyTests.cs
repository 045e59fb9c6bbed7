using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

public sealed class StatusOfManyTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void All_agents_are_those_that_live_and_the_newest_that_ended()
    {
        var run = _project.AddRun();
        foreach (var i in Enumerable.Range(0, 104))
        {
            _project.AddAgent(run, $"agent-{i}");
        }

        using var app = _project.App();
        app.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET state = 'completed', ended_at = 1 WHERE name <> 'agent-0'"));

        var status = new StatusReader(app, all: true, null).Known();

        Assert.Equal(("agent-0", "agent-4", 101, 3), (status.Agents[0].AgentName, status.Agents[1].AgentName, status.Agents.Count, status.EndedAgentsHidden));
    }

    [Fact]
    public void Without_being_asked_for_all_the_last_agents_of_unfinished_tasks_are_the_newest_few()
    {
        var run = _project.AddRun();
        foreach (var i in Enumerable.Range(0, 34))
        {
            _project.AddAgent(run, $"agent-{i}", task: _project.AddTask(run, $"Task {i}"));
        }

        using var app = _project.App();
        app.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET state = 'stopped', ended_at = 1 WHERE name <> 'agent-0'"));

        var status = new StatusReader(app, all: false, null).Known();

        Assert.Equal(("agent-0", "agent-4", 31, 3), (status.Agents[0].AgentName, status.Agents[1].AgentName, status.Agents.Count, status.EndedAgentsHidden));
    }
}
