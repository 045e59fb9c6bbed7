using System.Text.Json.Serialization;

namespace Ov.Core.Feeds;

/// <summary>What happened to one agent, task or run, oldest first.</summary>
/// <param name="Kind">agent, task or run.</param>
/// <param name="StartedAt">Of the agent (by name, its first incarnation), the task or the run.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="DurationMs">Until its end, or until now.</param>
/// <param name="Next">Where a later call goes on: <c>--after</c>.</param>
/// <param name="More">True when a cursor was given and further ones fit after these.</param>
public sealed record Trace(
    string Kind, string Id, string Name, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long DurationMs,
    IReadOnlyList<FeedEvent> Events, int Total, long Next, bool More)
{
    /// <summary>Ends that are told with their beginning already.</summary>
    [JsonIgnore]
    public IReadOnlySet<long> Told { get; init; } = new HashSet<long>();
}
