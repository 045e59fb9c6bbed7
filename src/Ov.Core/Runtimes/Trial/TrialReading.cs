using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Projects;

namespace Ov.Core.Runtimes.Trial;

/// <summary>Reads from ledger and git what a trial's turn did: nothing is taken from what the agent says of itself.</summary>
/// <param name="Ended">The turn's end in words; null when its time was over first.</param>
internal sealed record TrialReading(IReadOnlyList<TrialCheck> Checks, string? Ended, string? Said, IReadOnlyList<string> Changes)
{
    private const string EndedWell = "ended well";

    /// <summary>Of a turn that said nothing that ov understands: the last that its program printed, made visible. Perhaps it is a question.</summary>
    public string? Shown { get; init; }

    public bool IsProven => Checks.All(check => check.Proven);

    public bool WentWell => Ended?.EndsWith(EndedWell, StringComparison.Ordinal) == true;

    public static TrialReading Of(ScratchProject scratch, OvApp app, RuntimeTraits traits)
    {
        var (agent, events, usage) = app.Ledger.Read(sql =>
        {
            var only = AgentStore.All(sql)[0];
            return (only, EventStore.After(sql, 0, 10_000), UsageStore.OfAgent(sql, only.Id));
        });
        var commits = scratch.TryRun("git", "log", "--format=%H", $"main..{agent.Branch}", "--", TrialTask.File).Stdout.Trim();
        TrialCheck[] checks =
        [
            Check("edit", commits.Length > 0 || File.Exists(Path.Combine(agent.Worktree!, TrialTask.File)), false),
            Check("commit", commits.Length > 0, events.Exists(one => one.Type == "outbox.committed")),
            Check("mail", events.Exists(one => one.Type == "mail.sent" && one.Actor == agent.Name && one.Text?.EndsWith(TrialTask.Subject, StringComparison.Ordinal) == true),
                events.Exists(one => one.Type == "outbox.delivered" && one.Text?.Contains(TrialTask.Subject, StringComparison.Ordinal) == true)),
        ];
        var reading = new TrialReading(checks, events.Find(one => one.Type == "turn.ended")?.Text, events.FindLast(one => one.Type == "agent.said")?.Text, []);
        return reading with
        {
            Changes = [.. reading.ChangesIn(traits, events, usage)],
            Shown = reading.WentWell || IsUnderstood(events) ? null : TrialScreen.Last(app.Project.Files.Agent(agent.Id).TurnLog(agent.Turn)),
        };
    }

    private static TrialCheck Check(string what, bool proven, bool byOutbox) => new(what, proven, !proven ? null : byOutbox ? "outbox" : "direct");

    private static bool IsUnderstood(List<EventRecord> events) => events.Exists(one => one.Type is "session.started" or "agent.said" or "tool.start");

    private IEnumerable<string> ChangesIn(RuntimeTraits traits, List<EventRecord> events, TokenUsage usage)
    {
        var unread = events.Where(one => one.Type == "runtime.unread").Select(one => KindOf(one.Text ?? "")).Distinct().ToList();
        if (unread.Count > 0)
        {
            yield return $"It prints lines that ov does not understand: {string.Join(", ", unread.Take(5))}{(unread.Count > 5 ? $" and {unread.Count - 5} more kinds" : "")}.";
        }

        if (Ended?.Contains("time limit", StringComparison.Ordinal) != false && traits.HasEvents && !IsUnderstood(events))
        {
            yield return "It said nothing that ov understands until its time was over: perhaps it waits for an answer that ov does not know of; run it once by hand.";
        }

        if (WentWell && traits.CanResume && traits.HasEvents && !events.Exists(one => one.Type == "session.started"))
        {
            yield return "It no longer names its session, so a later turn cannot go on in it.";
        }

        if (WentWell && traits.HasUsage && usage.Input + usage.Output + usage.CacheRead + usage.CacheWrite == 0)
        {
            yield return "It no longer tells how many tokens a turn used.";
        }
    }

    /// <summary>The type of an event, or the beginning of a line that is none.</summary>
    private static string KindOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
            {
                return $"events of type {type.GetString()}";
            }
        }
        catch (JsonException)
        {
        }

        return $"\"{(line.Length <= 60 ? line : line[..60] + "…")}\"";
    }
}
