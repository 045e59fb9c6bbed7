using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Mail;

/// <summary>
/// Sent is not seen: a reader claims, shows, and only then acknowledges. A claim whose claimer died goes back to the inbox;
/// that of a living one never expires by time.
/// </summary>
public static class MailClaims
{
    /// <summary>Marks a claim that one hook call shows and the session's next one acknowledges.</summary>
    private const string SessionMark = "session ";

    /// <summary>queued → delivered, oldest first.</summary>
    /// <param name="reader">The inbox: an agent's name or <c>operator</c>.</param>
    /// <param name="agent">The incarnation that reads; null for the operator.</param>
    /// <param name="claimedBy">Text form of the <see cref="ProcessIdentity"/> whose death gives the mail back.</param>
    /// <param name="urgent">Only what is of high or urgent priority.</param>
    public static MailClaim Claim(Tx tx, string reader, AgentRecord? agent, string claimedBy, int limit = int.MaxValue, bool urgent = false)
    {
        if (!(urgent ? MailStore.HasUrgent(tx.Sql, reader) : MailStore.HasQueued(tx.Sql, reader)))
        {
            return MailClaim.Nothing;
        }

        var claimId = tx.NewId("claim");
        MailStore.MarkDelivered(tx, reader, claimId, claimedBy, limit, urgent);
        var messages = MailStore.OfClaim(tx.Sql, claimId);
        Record(tx, "mail.delivered", claimId, messages, reader, agent?.Id, null);
        return new MailClaim(claimId, messages);
    }

    /// <summary>
    /// A hook has written what it claimed: from now on only the end of the session gives it back. Before that it was the hook's own, so
    /// that what a dying hook never showed is not acknowledged by the next one.
    /// </summary>
    public static void ShownTo(Tx tx, string claimId, string session) => MailStore.SetClaimer(tx, claimId, SessionMark + session);
    /// <summary>Takes one waiting message out of turn, for a reader that asked for exactly it.</summary>
    public static MailClaim ClaimOne(Tx tx, Message message, string claimedBy)
    {
        if (message.State != MailState.Queued)
        {
            return MailClaim.Nothing;
        }

        var claimId = tx.NewId("claim");
        MailStore.MarkOneDelivered(tx, message.Id, claimId, claimedBy);
        var messages = MailStore.OfClaim(tx.Sql, claimId);
        Record(tx, "mail.delivered", claimId, messages, message.Recipient, message.RecipientId, null);
        return new MailClaim(claimId, messages);
    }

    /// <summary>delivered → read. Nothing happens when the claim is no longer there.</summary>
    /// <returns>How many messages were acknowledged.</returns>
    public static int Acknowledge(Tx tx, string claimId)
    {
        var messages = MailStore.OfClaim(tx.Sql, claimId);
        if (messages.Count > 0)
        {
            MailStore.MarkRead(tx, claimId);
            Record(tx, "mail.read", claimId, messages, messages[0].Recipient, messages[0].RecipientId, null);
        }

        return messages.Count;
    }

    /// <summary>
    /// delivered → read for what hooks have shown to a session: at its next hook call, or when its turn ended well.
    /// </summary>
    /// <param name="session">Only the claims of this session; null for every session of the reader.</param>
    public static int AcknowledgeShown(Tx tx, string reader, string? session = null)
    {
        var acknowledged = 0;
        foreach (var claim in MailStore.OpenClaimsOf(tx.Sql, reader).Where(claim => IsOfSession(claim, session)))
        {
            acknowledged += Acknowledge(tx, claim.ClaimId);
        }

        return acknowledged;
    }

    /// <summary>delivered → queued; the attempt is counted and the message keeps its place.</summary>
    /// <returns>How many messages went back.</returns>
    public static int Release(Tx tx, string claimId, string why)
    {
        var messages = MailStore.OfClaim(tx.Sql, claimId);
        if (messages.Count > 0)
        {
            MailStore.MarkQueuedAgain(tx, claimId);
            Record(tx, "mail.released", claimId, messages, messages[0].Recipient, messages[0].RecipientId, why);
        }

        return messages.Count;
    }

    /// <summary>Claims that nobody can acknowledge any more. Where it cannot be told, the claimer counts as living.</summary>
    public static List<OpenClaim> Dead(Sql sql) => MailStore.OpenClaims(sql)
        .Where(claim => ClaimerOf(claim) is not { } claimer || claimer.Liveness == Liveness.Dead)
        .ToList();

    /// <summary>Gives dead claims back and rings their readers; returns what it gave back. A second call finds nothing.</summary>
    public static List<OpenClaim> ReleaseDead(Tx tx, LedgerFiles files)
    {
        var dead = Dead(tx.Sql);
        foreach (var claim in dead)
        {
            Release(tx, claim.ClaimId, "the process that claimed it ended without acknowledging it");
            if (claim.RecipientId is { } agentId)
            {
                tx.AfterCommit(() => Bell.Ring(files.Agent(agentId).Bell));
            }
        }

        return dead;
    }

    internal static bool IsOfSession(OpenClaim claim, string? session) =>
        session is null ? claim.ClaimedBy.StartsWith(SessionMark, StringComparison.Ordinal) : claim.ClaimedBy == SessionMark + session;

    private static ProcessIdentity? ClaimerOf(OpenClaim claim) => ProcessIdentity.Parse(
        claim.ClaimedBy.StartsWith(SessionMark, StringComparison.Ordinal) ? claim.ClaimedBy[SessionMark.Length..] : claim.ClaimedBy);

    private static void Record(Tx tx, string type, string claimId, List<Message> messages, string reader, string? agentId, string? why) =>
        tx.Record(new EventDraft(type)
        {
            RunId = messages[0].RunId, Actor = reader, AgentId = agentId, Subject = claimId,
            Data = $"{{\"messages\":{TextList.Write(messages.Select(message => message.Id))}}}",
            Text = why is null ? $"{messages.Count} for {reader}" : $"{messages.Count} for {reader}: {why}",
        });
}
