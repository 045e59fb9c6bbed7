using System.CommandLine;
using System.Globalization;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core.Feeds;

namespace Ov.Commands;

/// <summary>Filters that the views of what happened share.</summary>
internal static class EventOptions
{
    public static string Counted => FeedReader.Counted.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Looked => FeedReader.Look.ToString("#,0", CultureInfo.InvariantCulture);

    public static Option<string[]> Agents() =>
        new Option<string[]>("--agent") { Description = "Only of this agent, or by 'operator' or 'watch'; repeat for several.", HelpName = "agent" }.Completes(Candidate.Agent);

    public static Option<string[]> Types() =>
        new Option<string[]>("--type") { Description = "Only of this type, such as task.completed, or task for all of them; repeat for several.", HelpName = "type" }
            .Completes(() => ["agent", "gate", "group", "lesson", "mail", "merge", "note", "run", "runtime", "session", "task", "tool", "turn", "worktree"]);

    public static Option<string?> Tool() => new("--tool") { Description = "Only of this tool, by the runtime's own name for it.", HelpName = "tool" };

    public static Option<bool> Trouble() => new("--trouble") { Description = "Only what went wrong: warnings and errors." };

    public static Option<string?> Since() => new("--since") { Description = "Only since: 10m, 2h, 1d ago, today, 14:30, or an ISO time.", HelpName = "time" };

    public static Option<string?> Until() => new("--until") { Description = "Only until then, in the same forms.", HelpName = "time" };

    public static Option<long?> After() => new("--after") { Description = "Only after this cursor, oldest first.", HelpName = "n" };
}
