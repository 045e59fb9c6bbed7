using Ov.Core.Runs;

namespace Ov.Core.Agents;

/// <summary>The command <c>stop</c>: who is meant, the stopping, and the cleaning afterwards.</summary>
public static class AgentStop
{
    /// <exception cref="OvException">What concerns the whole call, or the only agent.</exception>
    public static IReadOnlyList<StopResult> Run(OvApp app, Caller caller, StopRequest request)
    {
        if (request.All == request.Agents.Count > 0)
        {
            throw new OvException(ErrorCode.Usage, request.All ? "--all stops every agent, so no names go with it." : "Name the agents to stop.", "ov stop <agent>…, or ov stop --all.");
        }

        var stopper = new AgentStopper(app, caller);
        var runId = app.Options.Run is { } run ? app.Ledger.Read(sql => RunResolver.Named(sql, run).Id) : null;
        var results = stopper.Stop(request.All ? stopper.AllLive(runId) : request.Agents, request.All ? "stopped with all others" : "stopped");
        if (results is [{ Success: false } only])
        {
            throw new OvException(Code(only), only.Error!, only.Hint);
        }

        return results;
    }

    private static ErrorCode Code(StopResult refused) => ErrorCode.All.First(code => code.Name == refused.Code);
}
