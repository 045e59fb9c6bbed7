using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Telemetry;

/// <summary>Something that has ended, with all that its span tells; what follows from it is <see cref="SpanMaker"/>'s.</summary>
/// <param name="End">The event that ended it.</param>
internal abstract record SpanFact(EventRecord End, RunRecord Run)
{
    internal sealed record OfRun(EventRecord End, RunRecord Run) : SpanFact(End, Run);

    internal sealed record OfTask(EventRecord End, RunRecord Run, TaskRecord Task) : SpanFact(End, Run);

    /// <param name="Task">What it worked on; null for none.</param>
    internal sealed record OfAgent(EventRecord End, RunRecord Run, AgentRecord Agent, TaskRecord? Task) : SpanFact(End, Run);

    /// <param name="Began">The event that began it; null when that is gone.</param>
    internal sealed record OfTurn(EventRecord End, RunRecord Run, AgentRecord Agent, EventRecord? Began, TurnUsage Usage) : SpanFact(End, Run)
    {
        /// <summary>The number that the turn's events begin with: <c>turn 3: …</c>; null when it is not there.</summary>
        public static int? NumberIn(string? text) =>
            text is not null && text.StartsWith("turn ", StringComparison.Ordinal)
            && int.TryParse(text[5..].TakeWhile(char.IsAsciiDigit).ToArray(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <param name="Turn">The event that began the turn in which it was called; null outside a turn.</param>
    internal sealed record OfTool(EventRecord End, RunRecord Run, AgentRecord Agent, EventRecord? Turn) : SpanFact(End, Run);
}
