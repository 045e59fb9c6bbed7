using System.Collections.Concurrent;

namespace Ov.Core.Processes;

/// <summary>Runs many short waits, such as reads of git, a few at a time on threads of their own: the pool is slow to grow for work that only waits.</summary>
public static class BoundedWork
{
    private static readonly int Width = Math.Clamp(System.Environment.ProcessorCount * 2, 2, 8);

    /// <summary>Results in the order of the items; the first failure in that order is thrown once all have ended.</summary>
    public static IReadOnlyList<TResult> Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        if (items.Count < 2)
        {
            return [.. items.Select(work)];
        }

        var results = new TResult[items.Count];
        var failures = new ConcurrentDictionary<int, Exception>();
        var next = -1;
        var threads = Enumerable.Range(0, Math.Min(Width, items.Count)).Select(_ => new Thread(Pull) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures.IsEmpty ? results : throw failures.OrderBy(failure => failure.Key).First().Value;

        void Pull()
        {
            for (var i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[i] = work(items[i]);
                }
                catch (Exception failure)
                {
                    failures[i] = failure;
                }
            }
        }
    }
}
