using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>
/// One of the few places in which gates and tests run (<c>merge.buildSlots</c>), whoever runs them: the checks of many agents and those of the
/// merges of all projects together do not wear the machine out. The locks are the kernel's, so a crash gives them back.
/// </summary>
internal sealed class BuildSlot : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly FileLock? _lock;

    private BuildSlot(FileLock? held) => _lock = held;

    /// <summary>Waits as long as it takes; nothing but the command itself may be waited for while it is held.</summary>
    /// <param name="who">What those who wait are told, such as "gate tests (merge-4k2…)".</param>
    /// <exception cref="OperationCanceledException">The wait was called off.</exception>
    public static BuildSlot Take(OvApp app, string who, CancellationToken stop)
    {
        // What a gate starts runs in its gate's slot: waiting for another could wait for itself.
        if (app.Environment.Variable(IntegrationWorktree.Mark) is not null)
        {
            return new BuildSlot(null);
        }

        var (slots, told) = (BuildSlots.Ready(app), $"{who} in {app.Project.Name}");
        using var waiting = slots.Waiting(told);
        using var step = app.Progress.Step($"Waiting for {(slots.Most == 1 ? "the build slot" : $"one of {slots.Most} build slots")} ({Holders(slots)})");
        using var line = FileLock.Take(slots.Line, stop);
        while (true)
        {
            if (slots.TryTake(told) is { } held)
            {
                return new BuildSlot(held);
            }

            // Only the first in the line looks.
            stop.WaitHandle.WaitOne(Look);
            stop.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static string Holders(BuildSlots slots) => slots.Holders() is { Count: > 0 } told ? string.Join(", ", told) : "others wait for them too";
}
