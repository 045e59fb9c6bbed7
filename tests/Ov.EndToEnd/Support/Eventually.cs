using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>Waits for what other processes do, by looking again and again: the one place in the tests that waits so.</summary>
public static class Eventually
{
    /// <summary>How long anything that happens by itself may take on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <param name="patience">Null for what is enough where no other program's start is waited for.</param>
    /// <param name="told">What the failure tells besides; only then asked.</param>
    public static void Holds(string what, Func<bool> holds, TimeSpan? patience = null, Func<string>? told = null)
    {
        var (clock, limit) = (Stopwatch.StartNew(), patience ?? Patience);
        for (var look = 1; !holds(); look++)
        {
            if (clock.Elapsed > limit)
            {
                throw new Xunit.Sdk.XunitException($"Within {limit.TotalSeconds} s it did not come about that {what}.\n{told?.Invoke()}");
            }

            Thread.Sleep(Math.Min(look, 30));
        }
    }
}
