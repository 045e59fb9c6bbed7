using System.Text.Json.Serialization;
using Ov.Core.Coordinating;
using Ov.Core.Feeds;
using Ov.Core.Json;
using Ov.Core.Proposing;

namespace Ov.Commands.Coordinators;

/// <summary>Overstory's fields first where they fit.</summary>
/// <param name="Capability">The role.</param>
/// <param name="TmuxSession">Empty: it has no terminal.</param>
/// <param name="Monitor">A monitor was started with it.</param>
internal sealed record CoordinatorStartAnswer(
    string AgentName, string Capability, string TmuxSession, string ProjectRoot, int? Pid, bool Watchdog, bool WatchdogPreexisting, bool Monitor, bool Headless,
    string SessionId, int Incarnation, string Run, string Target, string Runtime, string? Worktree, IReadOnlyList<string> Warnings)
{
    public static CoordinatorStartAnswer Of(CoordinatorStart start, string root, bool monitor) => new(
        start.Agent.Name, start.Agent.Role, "", root, start.Pid, start.Watchdog, start.WatchdogBefore, monitor, true, start.Agent.Id, start.Agent.Incarnation, start.Run.Name,
        start.Run.Target, start.Agent.Runtime, start.Agent.Worktree, start.Warnings);
}

/// <param name="Session">The one that was meant; null when none is running.</param>
/// <param name="All">Every one of that role that is running.</param>
/// <param name="Lines">The four lines of a status report on its run; none when none is running.</param>
internal sealed record CoordinatorStatusAnswer(bool Running, CoordinatorItem? Session, IReadOnlyList<CoordinatorItem> All, bool WatchdogRunning, bool MonitorRunning, IReadOnlyList<string> Lines);

/// <param name="Content">The lines as one text.</param>
internal sealed record CoordinatorOutputAnswer(string AgentName, string Content, int Lines);

/// <param name="Proposals">Those that wait, or the one that was decided.</param>
internal sealed record ProposalsAnswer(IReadOnlyList<Proposal> Proposals)
{
    public int Count => Proposals.Count;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(CoordinatorStartAnswer))]
[JsonSerializable(typeof(CoordinatorStatusAnswer))]
[JsonSerializable(typeof(StoppedCoordinator))]
[JsonSerializable(typeof(SentToCoordinator))]
[JsonSerializable(typeof(CoordinatorReply))]
[JsonSerializable(typeof(CoordinatorOutputAnswer))]
[JsonSerializable(typeof(CompletionTriggers))]
[JsonSerializable(typeof(ProposalsAnswer))]
internal sealed partial class CoordinatorJson : JsonSerializerContext;
