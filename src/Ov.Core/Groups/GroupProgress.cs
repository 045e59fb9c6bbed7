using Ov.Core.Tasks;

namespace Ov.Core.Groups;

/// <summary>How far a group is: Overstory's counts, and what it does not know (canceled).</summary>
/// <param name="Completed">Closed tasks.</param>
/// <param name="InProgress">Held by an agent, or reported and not landed yet.</param>
/// <param name="Blocked">Blocked or failed.</param>
/// <param name="Open">Not started.</param>
public sealed record GroupProgress(int Total, int Completed, int InProgress, int Blocked, int Open, int Canceled)
{
    public static GroupProgress Of(IReadOnlyList<TaskRecord> members)
    {
        int Count(params TaskState[] states)
        {
            var count = 0;
            foreach (var member in members)
            {
                count += Array.IndexOf(states, member.State) >= 0 ? 1 : 0;
            }

            return count;
        }

        return new GroupProgress(
            members.Count, Count(TaskState.Closed), Count(TaskState.InProgress, TaskState.Completed), Count(TaskState.Blocked, TaskState.Failed),
            Count(TaskState.Pending), Count(TaskState.Canceled));
    }
}
