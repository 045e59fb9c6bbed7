using System.Globalization;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Opens blocked tasks again once the task that was to clear their way is done (S2-71).</summary>
internal static class ClearedTasks
{
    public static IEnumerable<TickDecision> Open(TickContext context)
    {
        foreach (var (task, blocker) in context.Ledger.Read(TaskBlockerStore.Cleared))
        {
            yield return context.Try(
                "task", string.Create(CultureInfo.InvariantCulture, $"#{task.Number}"), "opened", string.Create(CultureInfo.InvariantCulture, $"task {blocker.Number}, which blocked it, is done"),
                () => context.Ledger.Write(tx => TaskBlocker.Clear(tx, task, blocker)));
        }
    }
}
