using Ov.Core.Runs;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>The command <c>stop</c>: who is meant, the stopping, and the cleaning afterwards.</summary>
public static class AgentStop
{
    /// <exception cref="OvException">not-operator; what concerns the whole call, or the only agent.</exception>
    public static IReadOnlyList<StopResult> Run(OvApp app, Caller caller, StopRequest request)
    {
        if (request.All == request.Agents.Count > 0)
        {
            throw new OvException(ErrorCode.Usage, request.All ? "--all stops every agent, so no names go with it." : "Name the agents to stop.", "ov stop <agent>…, or ov stop --all.");
        }

        if (request.CleanWorktree && request.Force)
        {
            // Before anybody is stopped: half of what was asked for is not what was asked for.
            caller.RequireOperator("remove worktrees by force");
        }

        return End(app, caller, request);
    }

    /// <summary>The same for agents whose worktrees hold nothing that lands: whoever may stop them may have those removed, and what lies there is kept.</summary>
    internal static IReadOnlyList<StopResult> End(OvApp app, Caller caller, StopRequest request)
    {
        var stopper = new AgentStopper(app, caller);
        var runId = app.Options.Run is { } run ? app.Ledger.Read(sql => RunResolver.Named(sql, run).Id) : null;
        var results = stopper.Stop(request.All ? stopper.AllLive(runId) : request.Agents, request.All ? "stopped with all others" : "stopped");
        if (results is [{ Success: false } only])
        {
            throw new OvException(Code(only), only.Error!, only.Hint);
        }

        return request.CleanWorktree ? [.. results.Select(result => result.Success ? Clean(app, caller, result, request.Force) : result)] : results;
    }

    /// <summary>By the rules of <c>worktree remove</c>: what has not landed is refused, or kept under a backup ref first (defect 9).</summary>
    private static StopResult Clean(OvApp app, Caller caller, StopResult result, bool force)
    {
        if (app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, result.AgentId!)) is not { } worktree)
        {
            return result;
        }

        try
        {
            if (app.Options.DryRun)
            {
                return Foreseen(app, worktree, result, force);
            }

            var removal = WorktreeRemover.RemoveFor(app, caller, new WorktreeInspector(app).Look(worktree), force);
            return result with { WorktreeRemoved = true, BranchDeleted = removal.BranchDeleted, Backups = removal.Backups, DirtyFiles = [] };
        }
        catch (OvException refusal)
        {
            // The agent is stopped all the same: partly done.
            return result with { Success = false, Error = refusal.Message, Code = refusal.Code.Name, Hint = refusal.Hint };
        }
    }

    /// <summary>As if its processes were gone, which they are when it is meant in earnest.</summary>
    private static StopResult Foreseen(OvApp app, WorktreeRecord worktree, StopResult result, bool force)
    {
        var facts = new WorktreeInspector(app).Look(worktree) with { Runs = null };
        return WorktreeVerdict.For(facts, force).Refusal is { } refusal ? throw refusal
            : result with { WorktreeRemoved = true, BranchDeleted = WorktreeRemover.MayDeleteBranch(facts), DirtyFiles = [] };
    }

    private static ErrorCode Code(StopResult refused) => ErrorCode.All.First(code => code.Name == refused.Code);
}
