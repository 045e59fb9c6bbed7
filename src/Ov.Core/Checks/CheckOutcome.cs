using Ov.Core.Gates;
using Ov.Core.Tasks;

namespace Ov.Core.Checks;

/// <summary>A recorded verdict and what followed from it.</summary>
/// <param name="Fixes">How often the work was mended and still failed, this time counted.</param>
/// <param name="Most">How often it may be.</param>
/// <param name="Breaker">The gate that opened because that is spent; null while it is not.</param>
public sealed record CheckOutcome(TaskRecord Task, CheckRecord Check, int Fixes, int Most, GateRecord? Breaker)
{
    /// <summary>Whoever asked for the check failed its own too often and has ended (S1-37).</summary>
    public bool GaveUp { get; init; }
}
