using System.Text.Json.Serialization;
using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Json;
using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>All that a person who leaves one view open wants to see at a moment.</summary>
/// <param name="Costs">By agent, the dearest first.</param>
/// <param name="Mails">The newest, newest first.</param>
/// <param name="Collisions">Branches that conflict as they stand.</param>
/// <param name="Feed">The newest events, oldest first.</param>
/// <param name="Branches">How far the work on each branch is.</param>
/// <param name="Git">How those were read.</param>
public sealed record Overview(
    DateTimeOffset At, StatusReport Status, IReadOnlyList<CostRow> Costs, CostSum CostTotals, IReadOnlyList<OverviewMail> Mails, IReadOnlyList<OverviewCollision> Collisions, IReadOnlyList<FeedEvent> Feed,
    IReadOnlyList<BranchWork> Branches, OverviewGit Git);

public sealed record OverviewMail(string Id, string From, string To, string Type, string State, string Subject, DateTimeOffset CreatedAt);

/// <param name="Reader"><c>libgit2</c> or <c>git</c>; null when there was no branch to look at.</param>
/// <param name="Note">Why it is git, or what git failed at; null when all is well.</param>
public sealed record OverviewGit(string? Reader, string? Note);

public sealed record OverviewCollision(string One, string Other, IReadOnlyList<string> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(Overview))]
public sealed partial class OverviewJson : JsonSerializerContext;
