using System.Runtime.ExceptionServices;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Runs the gates on several trees at once, each in an integration worktree of its own. The caller holds the <see cref="TargetLease"/>.</summary>
internal sealed class GateLanes(OvApp app, string target, IReadOnlyList<CommandSpec> gates, CancellationToken stop)
{
    /// <returns>What the gates said of each, in the same order; a failure of one ends the others.</returns>
    public GateRun[] Run(params IReadOnlyList<GateCandidate> candidates)
    {
        for (var lane = 0; lane < candidates.Count; lane++)
        {
            if (!GateRunner.HavePassed(app, gates, candidates[lane].Tree))
            {
                IntegrationWorktree.Of(app, target, lane).Prepare(app, candidates[lane].Commit);
            }
        }

        return candidates.Count == 1 ? [Run(candidates[0], 0, stop)] : AtOnce(candidates);
    }

    private GateRun[] AtOnce(IReadOnlyList<GateCandidate> candidates)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        GateRun Lane(GateCandidate candidate, int lane)
        {
            try
            {
                return Run(candidate, lane, all.Token);
            }
            catch
            {
                all.Cancel();
                throw;
            }
        }

        var lanes = candidates.Select((candidate, lane) => Task.Factory.StartNew(() => Lane(candidate, lane), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        app.Ledger.Seams.Reach(KillPoint.MergeGatesRunning);
        try
        {
            Task.WaitAll(lanes, CancellationToken.None);
        }
        catch (AggregateException failed)
        {
            // Those that were ended because of it come second.
            ExceptionDispatchInfo.Throw(failed.InnerExceptions.FirstOrDefault(failure => failure is not OperationCanceledException) ?? failed.InnerExceptions[0]);
        }

        return [.. lanes.Select(lane => lane.Result)];
    }

    private GateRun Run(GateCandidate candidate, int lane, CancellationToken end) =>
        GateRunner.Run(app, gates, IntegrationWorktree.Of(app, target, lane).Path, target, candidate.Tree, candidate.Log, end, lane);
}

/// <summary>A tree that the gates are to judge.</summary>
/// <param name="Log">What the files of its gates' output are named after.</param>
internal sealed record GateCandidate(string Commit, string Tree, string Log);
