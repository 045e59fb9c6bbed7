using System.Runtime;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>Fifty sleeping hosts should weigh little: what a turn needed is given back before the sleep.</summary>
internal static class IdleMemory
{
    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        CodePages.GiveBack();
    }
}
