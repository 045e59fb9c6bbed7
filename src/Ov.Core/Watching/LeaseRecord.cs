using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>One thing that one process may do at a time.</summary>
/// <param name="Process">Text form of the holder's process identity: the lease ends with it.</param>
public sealed record LeaseRecord(string Name, string Holder, string Process)
{
    public bool IsDead => ProcessIdentity.Parse(Process)?.Liveness is null or Liveness.Dead;
}
