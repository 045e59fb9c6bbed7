namespace Ov.Core.Ledger;

/// <summary>What a thing was called in the tool it was imported from: those ids stand in people's notes and scripts, and go on working.</summary>
internal static class ForeignIdStore
{
    /// <summary>Our id of what had this one there.</summary>
    public static string? OursOf(Sql sql, string kind, string key) => sql.Text("SELECT id FROM adopted WHERE kind = ?1 AND key = ?2", kind, key);
}
