using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Proposing;

/// <summary>
/// What stands between an agent at a person's desk and the ledger: each of its commands that changes something is only proposed, and runs once
/// when the person has confirmed it outside the agent's session.
/// </summary>
public static class Proposals
{
    /// <summary>True for a command of an agent that only proposes. Whether it is that agent is proved by whatever comes next.</summary>
    public static bool Bind(OvApp app) =>
        app.Environment.Variable("OVERSTORY_AGENT_NAME") is { } name && app.HasLedger && app.Ledger.Read(sql => AgentStore.Live(sql, name)) is { IsDesk: true };

    /// <summary>Takes a confirmed proposal, so that the command may run now; false when nobody has decided.</summary>
    /// <exception cref="OvException">state: the person refused it.</exception>
    public static bool Take(OvApp app, string command)
    {
        var agent = app.Caller.Agent!;
        var decided = app.Ledger.Write(tx =>
        {
            var open = ProposalStore.Open(tx.Sql, agent.Id, command);
            if (open is { State: not ProposalState.Pending })
            {
                ProposalStore.Move(tx, open.Number, ProposalState.Done, open.Reason);
            }

            return open;
        });
        return decided is { State: ProposalState.Refused }
            ? throw new OvException(
                ErrorCode.State, string.Create(CultureInfo.InvariantCulture, $"The person at this desk refused proposal {decided.Number}{(decided.Reason is { } reason ? $": {reason}" : ".")}"), "Talk with them before you propose it again.")
            : decided is { State: ProposalState.Confirmed };
    }

    /// <summary>Keeps it until a person decides.</summary>
    /// <param name="preview">What it would do.</param>
    /// <returns>needs-confirmation, to be thrown.</returns>
    public static OvException Propose(OvApp app, string command, string preview)
    {
        var agent = app.Caller.Agent!;
        var proposal = app.Ledger.Write(tx =>
        {
            if (ProposalStore.Open(tx.Sql, agent.Id, command) is null)
            {
                ProposalStore.Insert(tx, agent.Id, command, preview);
                Record(tx, ProposalStore.Open(tx.Sql, agent.Id, command)!, agent.Name, "proposed");
            }

            return ProposalStore.Open(tx.Sql, agent.Id, command)!;
        });
        var number = proposal.Number.ToString(CultureInfo.InvariantCulture);
        return new OvException(
            ErrorCode.NeedsConfirmation, $"Nothing was changed: this is proposal {number} now, and the person at this desk confirms it in another terminal ('ov coordinator confirm {number}').",
            "Tell them what you propose. Once they have confirmed it, run exactly the same command again.")
        {
            Facts = new Dictionary<string, string> { ["proposal"] = number, ["preview"] = preview },
        };
    }

    public static IReadOnlyList<Proposal> Pending(OvApp app) => app.Ledger.Read(ProposalStore.Pending);

    /// <exception cref="OvException">not-operator; not-found; state when it was decided already.</exception>
    public static Proposal Decide(OvApp app, long number, bool confirm, string? reason)
    {
        app.Caller.RequireOperator("confirm what an agent proposes");
        return app.Ledger.Write(tx =>
        {
            var proposal = ProposalStore.ByNumber(tx.Sql, number)
                ?? throw new OvException(ErrorCode.NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no proposal {number}."), "'ov coordinator confirm' lists those that wait.");
            if (proposal.State != ProposalState.Pending)
            {
                throw new OvException(ErrorCode.State, string.Create(CultureInfo.InvariantCulture, $"Proposal {number} is {proposal.State.Word()} already."), "'ov coordinator confirm' lists those that wait.");
            }

            ProposalStore.Move(tx, number, confirm ? ProposalState.Confirmed : ProposalState.Refused, reason);
            Record(tx, proposal, app.Caller.Actor, confirm ? "confirmed" : "refused");
            return ProposalStore.ByNumber(tx.Sql, number)!;
        });
    }

    private static void Record(Tx tx, Proposal proposal, string actor, string what) => tx.Record(new EventDraft($"proposal.{what}")
    {
        RunId = AgentStore.ById(tx.Sql, proposal.AgentId)!.RunId, Actor = actor, AgentId = proposal.AgentId,
        Subject = proposal.Number.ToString(CultureInfo.InvariantCulture), Text = $"ov {proposal.Command}",
    });
}
