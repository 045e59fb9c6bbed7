namespace Ov.Core.Adopting;

/// <summary>A row of Overstory's <c>runs</c>.</summary>
/// <param name="Status">active, completed or failed.</param>
internal sealed record ForeignRun(string Id, string Status, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt);

/// <summary>A row of Overstory's <c>sessions</c>: one agent, the last of its name.</summary>
/// <param name="State">booting, working, in_turn, between_turns, completed, stalled or zombie.</param>
internal sealed record ForeignSession(
    string Id, string Agent, string Capability, string Worktree, string Branch, string Task, string State, int? Pid, string? Parent, int Depth,
    string? Run, DateTimeOffset StartedAt, DateTimeOffset LastActivity, string? ClaudeSession)
{
    public bool IsCompleted => State == "completed";

    public bool MayLive => State is not ("completed" or "zombie");
}

/// <summary>A row of Overstory's <c>messages</c>.</summary>
internal sealed record ForeignMail(
    string Id, string From, string To, string Subject, string Body, string Type, string Priority, string? Thread, string? Payload, bool IsRead, DateTimeOffset CreatedAt);

/// <summary>A row of Overstory's <c>merge_queue</c>.</summary>
/// <param name="Status">pending, merging, merged, conflict or failed.</param>
internal sealed record ForeignMerge(
    string Id, string Branch, string Task, string Agent, IReadOnlyList<string> Files, DateTimeOffset EnqueuedAt, string Status, string? Tier);

/// <summary>An entry of <c>groups.json</c>.</summary>
internal sealed record ForeignGroup(string Id, string Name, IReadOnlyList<string> Members, bool IsCompleted, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

/// <summary>A file of <c>specs/</c>.</summary>
/// <param name="Author">Who its first line says wrote it.</param>
internal sealed record ForeignSpec(string Task, string? Author, string Body, DateTimeOffset WrittenAt);
