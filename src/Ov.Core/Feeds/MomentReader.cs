using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Feeds;

/// <summary>Tells from events how things stood: at a moment, and after each event that is played back.</summary>
public static class MomentReader
{
    private const int MostTasks = 500;

    /// <param name="at">A time in human form.</param>
    /// <exception cref="OvException">usage, not-found.</exception>
    public static Moment At(OvApp app, string at) => app.Ledger.Read(sql =>
    {
        var time = PointInTime.Parse("--at", at, app.Ledger.Now)!.Value;
        var last = EventQuery.Newest(sql, EventFilter.Any with { Until = time }, 1);
        return Of(sql, time, last is [var one] ? one.Seq : 0, app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null);
    });

    /// <summary>Each event that fits, with how many were in which state after it.</summary>
    /// <exception cref="OvException">usage, not-found.</exception>
    public static IEnumerable<ReplayStep> Steps(OvApp app, FeedQuery query)
    {
        var (events, start) = app.Ledger.Read(sql =>
        {
            var feed = FeedReader.Read(sql, query, FeedReader.Filter(app, sql, query), new FeedNames());
            return (feed.Events, feed.Events.Count == 0 ? null : Of(sql, feed.Events[0].CreatedAt, feed.Events[0].Seq - 1, app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null));
        });
        var agents = start?.Agents.ToDictionary(agent => agent.AgentId, agent => agent.State.Word()) ?? [];
        var tasks = start?.Tasks.ToDictionary(task => task.TaskId, task => task.State.Word()) ?? [];
        foreach (var record in events)
        {
            if (record.AgentId is { } agent && StateIn(record.EventType, "agent.", SnakeCase.Words<AgentState>()) is { } state)
            {
                agents[agent] = state;
            }

            if (record.TaskId is { } task && (record.EventType == "task.added" ? TaskState.Pending.Word() : StateIn(record.EventType, "task.", SnakeCase.Words<TaskState>())) is { } now)
            {
                tasks[task] = now;
            }

            yield return new ReplayStep(record, Counted(agents), Counted(tasks));
        }
    }

    private static string? StateIn(string type, string kind, IReadOnlyList<string> words) =>
        type.StartsWith(kind, StringComparison.Ordinal) && words.Contains(type[kind.Length..]) ? type[kind.Length..] : null;

    private static Dictionary<string, int> Counted(Dictionary<string, string> states) =>
        states.Values.GroupBy(state => state).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());

    private static Moment Of(Sql sql, DateTimeOffset at, long seq, string? runId)
    {
        var tasks = MomentStore.Tasks(sql, at, runId, MostTasks + 1);
        return new Moment(
            at, seq, [.. MomentStore.Living(sql, at, runId).Select(agent => AgentAt(sql, agent, seq))],
            [.. tasks.TakeLast(MostTasks).Select(task => TaskAt(sql, task, seq))], tasks.Count > MostTasks);
    }

    private static MomentAgent AgentAt(Sql sql, AgentRecord agent, long seq)
    {
        var change = MomentStore.OfAgent(sql, agent.Id, seq);
        var task = MomentStore.TaskOf(sql, agent.Id, seq) is { } id ? TaskStore.ById(sql, id)?.Number : null;
        return new MomentAgent(
            agent.Name, agent.Id, agent.Role, change is null ? AgentState.Booting : SnakeCase.Parse<AgentState>(change.Type["agent.".Length..]), change?.At ?? agent.CreatedAt, change?.Text, task);
    }

    private static MomentTask TaskAt(Sql sql, TaskRecord task, long seq)
    {
        var change = MomentStore.OfTask(sql, task.Id, seq);
        var state = change is null or { Type: "task.added" } ? TaskState.Pending : SnakeCase.Parse<TaskState>(change.Type["task.".Length..]);
        return new MomentTask(
            task.Number, task.Id, task.Title, state, change?.At ?? task.CreatedAt, state == TaskState.Pending || change?.AgentId is not { } owner ? null : AgentStore.ById(sql, owner)?.Name);
    }
}
