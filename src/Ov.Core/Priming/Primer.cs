using Ov.Core.Agents;

namespace Ov.Core.Priming;

/// <summary>Tells a session where it stands, from rows alone: no write, no git, no config file.</summary>
public static class Primer
{
    /// <param name="compact">Without what the session has read before: the task's text and the ended part of the picture.</param>
    public static PrimeContext For(OvApp app, Caller caller, bool compact) => app.Ledger.Read(sql => new PrimeContext(
        caller.MailName, compact, caller.Agent is { } agent ? AgentPrime.Text(sql, agent, compact) : DeskPrime.Text(app, sql, compact)));
}
