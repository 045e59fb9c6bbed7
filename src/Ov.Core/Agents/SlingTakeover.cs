namespace Ov.Core.Agents;

/// <summary><c>--restart</c> of a task whose agent is alive: it is stopped first, its work kept, and the new incarnation goes on with it.</summary>
internal static class SlingTakeover
{
    public static void StopHolders(OvApp app, Caller caller, SlingRequest request, IReadOnlyList<SlingSubject> subjects)
    {
        if (!request.Restart)
        {
            return;
        }

        var holders = app.Ledger.Read(sql => subjects
            .Select(subject => subject.Task?.OwnerId is { } id ? AgentStore.ById(sql, id) : null)
            .Where(agent => agent is { IsLive: true } && agent.Id != caller.Agent?.Id).Select(agent => agent!.Name).Distinct().ToList());
        if (holders.Count > 0)
        {
            new AgentStopper(app, caller).Stop(holders, "replaced by a new incarnation");
        }
    }
}
