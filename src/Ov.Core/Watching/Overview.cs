using System.Text.Json.Serialization;
using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Json;

namespace Ov.Core.Watching;

/// <summary>All that a person who leaves one view open wants to see at a moment.</summary>
/// <param name="Costs">By agent, the dearest first.</param>
/// <param name="Mails">The newest, newest first.</param>
/// <param name="Collisions">Branches that conflict as they stand.</param>
/// <param name="Feed">The newest events, oldest first.</param>
public sealed record Overview(
    DateTimeOffset At, StatusReport Status, IReadOnlyList<CostRow> Costs, CostSum CostTotals, IReadOnlyList<OverviewMail> Mails, IReadOnlyList<OverviewCollision> Collisions, IReadOnlyList<FeedEvent> Feed);

public sealed record OverviewMail(string Id, string From, string To, string Type, string State, string Subject, DateTimeOffset CreatedAt);

public sealed record OverviewCollision(string One, string Other, IReadOnlyList<string> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(Overview))]
public sealed partial class OverviewJson : JsonSerializerContext;
