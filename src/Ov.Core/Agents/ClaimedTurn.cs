using Ov.Core.Mail;

namespace Ov.Core.Agents;

/// <summary>A turn that has been opened in the ledger and not yet settled.</summary>
/// <param name="Agent">As it was before the turn.</param>
/// <param name="Marker">The random word of its mail's fence.</param>
internal sealed record ClaimedTurn(AgentRecord Agent, int Number, MailClaim Claim, string Marker, DateTimeOffset StartedAt);
