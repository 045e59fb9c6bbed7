using Ov.Core.Dispatching;
using Ov.Core.Ledger;
using Ov.Core.Planning;

namespace Ov.Core.Watching;

/// <summary>Brings runs whose template looks and plans first to their plan gate (S1-10 to S1-13).</summary>
internal static class Beginnings
{
    public static IEnumerable<TickDecision> Advance(TickContext context)
    {
        foreach (var run in context.Ledger.Read(DispatchStore.Runs).Where(BeginningStore.Applies))
        {
            var verdict = context.Ledger.Read(sql => BeginningVerdict.For(BeginningStore.Facts(sql, run)));
            switch (verdict.Move)
            {
                case BeginningMove.None:
                    break;
                case BeginningMove.Wait:
                    yield return new TickDecision("run", run.Name, "left", verdict.Sentence, false) { Code = DispatchReason.Planning.Word() };
                    break;
                default:
                    yield return context.Try("run", run.Name, verdict.Move is BeginningMove.Explore or BeginningMove.Plan ? "planned" : "asked", verdict.Sentence, () => Beginning.Take(context.App, run, verdict.Move));
                    break;
            }
        }
    }
}
