using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Remembers how a file was merged by whoever was asked, by its three versions: the same question is not asked twice.</summary>
internal static class AnswerStore
{
    public static string? Find(Sql sql, ConflictFile file) => sql.First("SELECT answer FROM conflict_answer WHERE versions = ?1", row => row.Text("answer"), Key(file));

    public static void Put(Tx tx, ConflictFile file, string answer) => tx.Sql.Run(
        "INSERT OR REPLACE INTO conflict_answer(versions, path, answer, at) VALUES (?1, ?2, ?3, ?4)", Key(file), file.Path, answer, tx.Now);

    private static string Key(ConflictFile file) => $"{file.Base?.Oid} {file.Ours.Oid} {file.Theirs.Oid}";
}
