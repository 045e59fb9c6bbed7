using Ov.Core.Agents;
using Ov.Core.Runs;

namespace Ov.Core.Coordinating;

/// <summary>Who was started, and beside what.</summary>
/// <param name="Pid">Of its host; null for a rehearsal.</param>
/// <param name="WatchdogBefore">A watcher was at work already.</param>
public sealed record CoordinatorStart(AgentRecord Agent, RunRecord Run, int? Pid, bool Watchdog, bool WatchdogBefore, IReadOnlyList<string> Warnings);
