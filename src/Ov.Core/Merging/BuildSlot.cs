using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>
/// One of the few places in which a project's gates and tests run (<c>merge.buildSlots</c>), whoever runs them: the checks of many agents and
/// those of the merges together do not wear the machine out. Whoever waits stands in one line; the locks are the kernel's, so a crash gives them back.
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

        var folder = app.Project.Files.BuildSlots;
        PrivateFolder.Create(folder);
        var slots = Enumerable.Range(1, app.Config.Merge.BuildSlots).Select(number => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"slot-{number}"))).ToList();
        using var step = app.Progress.Step($"Waiting for {(slots.Count == 1 ? "the build slot" : $"one of {slots.Count} build slots")} ({Holders(slots)})");
        using var line = FileLock.Take(Path.Combine(folder, "line"), stop);
        while (true)
        {
            foreach (var slot in slots)
            {
                if (FileLock.TryTake(slot) is { } held)
                {
                    PrivateFile.Write(HolderOf(slot), who);
                    return new BuildSlot(held);
                }
            }

            // Only the first in the line looks.
            stop.WaitHandle.WaitOne(Look);
            stop.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static string HolderOf(string slot) => slot + ".holder";

    /// <summary>Told to people only: a slot may change hands while it is read.</summary>
    private static string Holders(IEnumerable<string> slots)
    {
        var told = slots.Where(FileLock.IsHeld).Select(slot => File.Exists(HolderOf(slot)) ? File.ReadAllText(HolderOf(slot)) : "somebody").ToList();
        return told.Count == 0 ? "others wait for them too" : string.Join(", ", told);
    }
}
