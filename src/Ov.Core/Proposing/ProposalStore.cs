using Ov.Core.Ledger;

namespace Ov.Core.Proposing;

/// <summary>Rows of proposals.</summary>
internal static class ProposalStore
{
    private const string Columns = "SELECT p.*, a.name FROM proposal p JOIN agent a ON a.id = p.agent_id";

    /// <summary>The one of that agent and command line that is not done.</summary>
    public static Proposal? Open(Sql sql, string agentId, string command) =>
        sql.First($"{Columns} WHERE p.agent_id = ?1 AND p.state <> 'done' AND p.command = ?2", Read, agentId, command);

    public static Proposal? ByNumber(Sql sql, long number) => sql.First($"{Columns} WHERE p.seq = ?1", Read, number);

    /// <summary>Those of live agents that wait for a person, oldest first.</summary>
    public static List<Proposal> Pending(Sql sql) => sql.All($"{Columns} WHERE p.state = 'pending' AND a.ended_at IS NULL ORDER BY p.seq", Read);

    public static void Insert(Tx tx, string agentId, string command, string preview) => tx.Sql.Run(
        "INSERT INTO proposal(agent_id, command, preview, state, made_at) VALUES (?1, ?2, ?3, 'pending', ?4)", agentId, command, tx.Words(preview), tx.Now);

    public static void Move(Tx tx, long number, ProposalState state, string? reason) =>
        tx.Sql.Run("UPDATE proposal SET state = ?2, reason = ?3 WHERE seq = ?1", number, state.Word(), tx.Words(reason));

    private static Proposal Read(Row row) => new(
        row.Long("seq"), row.Text("agent_id"), row.Text("name"), row.Text("command"), row.Text("preview"), row.Word<ProposalState>("state"), row.TextOrNull("reason"), row.Time("made_at"));
}
