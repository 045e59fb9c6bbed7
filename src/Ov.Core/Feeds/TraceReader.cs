using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Showing;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Feeds;

/// <summary>The timeline of one agent, task or run.</summary>
public static class TraceReader
{
    /// <param name="target">An id, a prefix of one, a name or a task's number.</param>
    /// <exception cref="OvException">not-found, ambiguous-id, usage for a thing that has no timeline.</exception>
    public static Trace Read(OvApp app, string target, FeedQuery query) => app.Ledger.Read(sql =>
    {
        var thing = ThingFinder.Require(app, sql, target);
        var filter = FeedReader.Filter(app, sql, query);
        var now = app.Ledger.Now;
        return thing.Kind switch
        {
            "agent" => OfAgent(sql, AgentStore.ById(sql, thing.Id)!, target, query, filter, now),
            "task" => OfTask(sql, TaskStore.ById(sql, thing.Id)!, query, filter, now),
            "run" => OfRun(sql, RunStore.ById(sql, thing.Id)!, query, filter, now),
            _ => throw new OvException(ErrorCode.Usage, $"'{VisibleText.OneLine(target)}' is a {thing.Kind}: a trace is of an agent, a task or a run.", $"See 'ov show {thing.Id}'."),
        };
    });

    /// <summary>By its name an agent is all its incarnations; by an id that one.</summary>
    private static Trace OfAgent(Sql sql, AgentRecord agent, string target, FeedQuery query, EventFilter filter, DateTimeOffset now)
    {
        var ids = string.Equals(agent.Name, target, StringComparison.OrdinalIgnoreCase) ? AgentStore.IdsOf(sql, agent.Name) : [agent.Id];
        var trace = Page(sql, query, filter with { AgentIds = ids });
        return Of("agent", agent.Id, agent.Name, agent.State.Word(), AgentStore.ById(sql, ids[0])!.CreatedAt, agent.EndedAt, now, trace);
    }

    private static Trace OfTask(Sql sql, TaskRecord task, FeedQuery query, EventFilter filter, DateTimeOffset now) => Of(
        "task", task.Id, $"#{task.Number} {task.Title}", task.State.Word(), task.CreatedAt,
        task.ClosedAt ?? (task.State is TaskState.Canceled or TaskState.Failed ? task.UpdatedAt : null), now, Page(sql, query, filter with { TaskId = task.Id }));

    private static Trace OfRun(Sql sql, RunRecord run, FeedQuery query, EventFilter filter, DateTimeOffset now) =>
        Of("run", run.Id, run.Name, run.State.Word(), run.CreatedAt, run.EndedAt, now, Page(sql, query, filter with { RunId = run.Id }));

    private static Feed Page(Sql sql, FeedQuery query, EventFilter filter) => FeedReader.Read(sql, query, filter, new FeedNames());

    private static Trace Of(string kind, string id, string name, string state, DateTimeOffset started, DateTimeOffset? ended, DateTimeOffset now, Feed feed)
    {
        var (events, told) = CallDurations.Of(feed.Events);
        // A clock may have been set back.
        return new Trace(kind, id, name, state, started, ended, Math.Max(0, (long)((ended ?? now) - started).TotalMilliseconds), events, feed.Total, feed.Next, feed.More) { Told = told };
    }
}
