using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>What <c>--inherit</c> hands on: the caller's whole session where the new agent's runtime can fork it, else what the caller wrote down.</summary>
/// <param name="Session">The session to fork; null for none.</param>
/// <param name="Why">Why there is none, in one sentence; null where none was asked for or there is one.</param>
public sealed record SlingFork(string? Session, string? Why)
{
    private const int MostLooks = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static SlingFork For(OvApp app, Caller caller, SlingRequest request, SlingRules rules, CancellationToken stop)
    {
        if (!request.Inherit || caller.Agent is not { } parent)
        {
            return new(null, null);
        }

        var runtime = RuntimeList.In(app.Config).Require(request.Runtime ?? rules.Runtime);
        return !runtime.Traits.CanFork ? Without($"{runtime.Name} cannot begin with a fork of a session")
            : parent.Runtime != runtime.Name ? Without($"your session is one of {parent.Runtime}, and the new agent runs on {runtime.Name}")
            : SessionOf(app, parent, stop) is { } session ? new(session, null)
            : Without("you have no session that ov knows of");
    }

    /// <summary>A first turn may sling before its host has written down which session it began.</summary>
    private static string? SessionOf(OvApp app, AgentRecord parent, CancellationToken stop)
    {
        for (var look = 0; parent is { Session: null, State: AgentState.Working } && look < MostLooks && !stop.WaitHandle.WaitOne(Look); look++)
        {
            parent = app.Ledger.Read(sql => AgentStore.ById(sql, parent.Id)!);
        }

        return parent.Session;
    }

    private static SlingFork Without(string why) => new(null, $"{char.ToUpperInvariant(why[0])}{why[1..]}, so it starts from your checkpoint, report and notes.");
}
