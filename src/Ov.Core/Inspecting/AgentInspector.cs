using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Inspecting;

/// <summary>Looks closely at one agent: rows, its processes, the last of its output. Looking changes nothing, and git is not asked.</summary>
public static class AgentInspector
{
    /// <summary>So many events are looked through, however long the agent has lived.</summary>
    private const int Window = 1000;

    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static AgentInspection Look(OvApp app, string name, InspectLimits limits) => Look(app, app.Ledger.Read(sql => AgentResolver.Require(sql, name)).Id, name, limits);

    /// <summary>The same, and again whenever something changed, until interrupted; a new incarnation of the name is followed too.</summary>
    /// <param name="interval">Between two looks.</param>
    /// <inheritdoc cref="Look(OvApp, string, InspectLimits)"/>
    public static IEnumerable<AgentInspection> Follow(OvApp app, string name, InspectLimits limits, TimeSpan interval, CancellationToken stop)
    {
        var version = app.Ledger.DataVersion;
        var last = Look(app, name, limits);
        yield return last;
        while (!stop.WaitHandle.WaitOne(interval))
        {
            var now = app.Ledger.DataVersion;
            if (now != version)
            {
                app.Ledger.RequireKnownSchema();
            }

            var next = Look(app, name, limits);
            // Silence and death change no row.
            if (now != version || next.Session.State != last.Session.State)
            {
                yield return next;
            }

            (version, last) = (now, next);
        }
    }

    private static AgentInspection Look(OvApp app, string agentId, string name, InspectLimits limits)
    {
        var stale = app.Config.Setting(ConfigKeys.StaleAfter).Found;
        return app.Ledger.Read(sql =>
        {
            var agent = AgentStore.ById(sql, agentId) ?? AgentResolver.Require(sql, name);
            var events = EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, [], null), Window);
            var turn = Turn(app, agent, events, limits.Lines);
            var calls = ToolCalls.Settled(ToolCalls.Of(events), turn.Running ? turn.StartedAt : null);
            return new AgentInspection(
                AgentItem.Of(app, sql, agent, stale), Math.Max(0, (long)(app.Ledger.Now - agent.LastActivityAt).TotalMilliseconds), turn, Mail(sql, agent),
                MailStore.OpenQuestionsOf(sql, agent.Name, agent.Id) is [var asked, ..] ? new InspectedQuestion(asked.Id, asked.Recipient, asked.Subject, asked.CreatedAt) : null,
                [.. AgentStore.LiveChildren(sql, agent.Id).Select(child => Child(sql, child))], [.. calls.TakeLast(limits.Calls)], ToolCalls.CurrentFile(calls), ToolCalls.Stats(calls),
                [.. events.Where(IsNews).TakeLast(limits.Calls).Select(record => new InspectedEvent(record.At, record.Type, record.Level, record.Text))],
                UsageStore.Sum(sql, new UsageFilter(null, [agent.Id], null, null, null, false))) { Context = agent.Context };
        });
    }

    private static bool IsNews(EventRecord record) => !record.Type.StartsWith("tool.", StringComparison.Ordinal);

    private static InspectedTurn Turn(OvApp app, AgentRecord agent, List<EventRecord> events, int lines)
    {
        var started = events.FindLast(record => record.Type == "turn.started");
        var ended = events.FindLast(record => record.Type == "turn.ended");
        var running = agent.TurnProcess is not null || (started is not null && agent.IsLive && started.Seq > (ended?.Seq ?? 0));
        var log = agent.Turn > 0 && app.Project.Files.Agent(agent.Id).TurnLog(agent.Turn) is var file && File.Exists(file) ? file : null;
        return new InspectedTurn(
            agent.Turn, running, started?.At, running ? started is null ? null : (long)(app.Ledger.Now - started.At).TotalMilliseconds : ended?.DurationMs,
            running ? null : ended?.Text, agent.FailedTurns, log, log is null ? [] : LogTail.Of(log, lines));
    }

    private static InspectedMail Mail(Sql sql, AgentRecord agent)
    {
        var last = MailStore.Select(sql, new MailFilter(agent.Name, null, null, null, false, 1));
        return new InspectedMail(
            MailStore.CountQueued(sql, agent.Name), MailStore.OpenClaimsOf(sql, agent.Name).Sum(claim => claim.Count), last is [var sent] ? sent.CreatedAt : null);
    }

    private static InspectedChild Child(Sql sql, AgentRecord child) =>
        new(child.Name, child.Role, child.State, child.TaskId is { } task ? TaskStore.ById(sql, task)?.Number : null);
}

/// <param name="Calls">At most so many tool calls, and so many other events.</param>
/// <param name="Lines">At most so many lines of its output.</param>
public sealed record InspectLimits(int Calls, int Lines);
