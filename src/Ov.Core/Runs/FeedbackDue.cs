using Ov.Core.Gates;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>Whether the result of a run is to be shown to a person now: everything is done, and something of it since they were asked last (S1-21).</summary>
public static class FeedbackDue
{
    /// <param name="last">The newest feedback gate of the run; null when nobody was asked yet.</param>
    public static bool For(IReadOnlyList<TaskRecord> tasks, GateRecord? last)
    {
        var wanted = tasks.Where(task => task.State != TaskState.Canceled).ToList();
        if (!wanted.TrueForAll(TaskReadiness.IsSatisfied))
        {
            return false;
        }

        return wanted.Count > 0 && (last is null || (last.State != GateState.Pending && wanted.Exists(task => (task.ClosedAt ?? task.CompletedAt) > (last.DecidedAt ?? last.OpenedAt))));
    }
}
