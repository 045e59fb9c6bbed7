using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Feeds;

/// <summary>Recorded changes, oldest first.</summary>
/// <param name="Next">Where a later call goes on: <c>--after</c>.</param>
/// <param name="More">True when a cursor was given and further ones fit after these.</param>
public sealed record Feed(IReadOnlyList<FeedEvent> Events, int Total, long Next, bool More);

/// <summary>One of them, as it is followed.</summary>
public sealed record FollowedEvent(FeedEvent Event);

/// <summary>One recorded change; Overstory's field names where it has them.</summary>
/// <param name="AgentName">The agent it is about.</param>
/// <param name="Actor">Who did it: an agent, operator, unidentified, watch or system.</param>
/// <param name="Subject">Another thing it is about, by id.</param>
/// <param name="Data">JSON text, or null.</param>
public sealed record FeedEvent(
    long Seq, DateTimeOffset CreatedAt, string EventType, string Level, string? RunId, string? AgentName, string? AgentId, string? Actor, string? TaskId,
    int? TaskNumber, string? Subject, string? ToolName, long? ToolDurationMs, string? Data, string? Text);

/// <summary>Adds the names that people know to events, each looked up once.</summary>
internal sealed class FeedNames
{
    private readonly Dictionary<string, string?> _agents = [];
    private readonly Dictionary<string, int?> _tasks = [];

    public FeedEvent Of(Sql sql, EventRecord record) => new(
        record.Seq, record.At, record.Type, record.Level, record.RunId,
        record.AgentId is { } agent ? Known(_agents, agent, id => AgentStore.ById(sql, id)?.Name) : null, record.AgentId, record.Actor, record.TaskId,
        record.TaskId is { } task ? Known(_tasks, task, id => TaskStore.ById(sql, id)?.Number) : null, record.Subject, record.Tool, record.DurationMs, record.Data, record.Text);

    private static T Known<T>(Dictionary<string, T> known, string id, Func<string, T> find) => known.TryGetValue(id, out var found) ? found : known[id] = find(id);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(Feed))]
[JsonSerializable(typeof(FollowedEvent))]
[JsonSerializable(typeof(Trace))]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(Moment))]
[JsonSerializable(typeof(EventStats))]
[JsonSerializable(typeof(ReplayStep))]
public sealed partial class FeedJson : JsonSerializerContext;
