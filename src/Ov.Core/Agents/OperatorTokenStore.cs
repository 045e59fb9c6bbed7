using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Tokens that let a pipeline act as the operator. Only their hashes are stored.</summary>
public static class OperatorTokenStore
{
    public static bool IsValid(Sql sql, string token) =>
        sql.Number("SELECT count(*) FROM operator_token WHERE hash = ?1 AND revoked_at IS NULL", Ids.HashSecret(token)) == 1;

    public static List<OperatorToken> All(Sql sql) => sql.All(
        "SELECT name, created_at, revoked_at FROM operator_token ORDER BY created_at, name",
        row => new OperatorToken(row.Text("name"), row.Time("created_at"), row.TimeOrNull("revoked_at")));

    /// <summary>Returns the new token; it is shown once and cannot be read back.</summary>
    public static string Create(Tx tx, string name)
    {
        var token = Ids.NewSecret();
        tx.Sql.Run("INSERT INTO operator_token(hash, name, created_at) VALUES (?1, ?2, ?3)", Ids.HashSecret(token), name, tx.Now);
        tx.Record(new EventDraft("token.created") { Actor = Caller.OperatorName, Text = name });
        return token;
    }

    public static int Revoke(Tx tx, string name) =>
        tx.Sql.Run("UPDATE operator_token SET revoked_at = ?2 WHERE name = ?1 AND revoked_at IS NULL", name, tx.Now);
}
