using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Verdicts of gates, by tree, command text and the variables that the settings name: the same tree is not judged green twice.</summary>
public static class VerdictStore
{
    /// <summary>True when this very command passed on this very tree before. A red verdict is never reused: it may have been bad luck.</summary>
    public static bool HasPassed(Sql sql, string tree, CommandSpec gate, IReadOnlyDictionary<string, string> env) =>
        sql.Number("SELECT passed FROM verdict WHERE tree = ?1 AND gate = ?2", tree, Key(gate, env)) == 1;

    /// <summary>What a command said about a tree the last time; null when it never ran on it.</summary>
    public static Verdict? Find(Sql sql, string tree, CommandSpec gate, IReadOnlyDictionary<string, string> env) => sql.First("SELECT * FROM verdict WHERE tree = ?1 AND gate = ?2", Read, tree, Key(gate, env));

    /// <summary>What every command said about a tree.</summary>
    public static List<Verdict> OfTree(Sql sql, string tree) => sql.All("SELECT * FROM verdict WHERE tree = ?1 ORDER BY gate", Read, tree);

    private static Verdict Read(Row row) => new(
        row.Text("gate"), row.Bool("passed"), row.IntOrNull("exit_code"), row.TextOrNull("output") ?? "", row.Long("duration_ms"), row.Time("created_at"));

    internal static void Put(Tx tx, string tree, CommandSpec gate, IReadOnlyDictionary<string, string> env, GateOutcome outcome, string output) => tx.Sql.Run(
        "INSERT OR REPLACE INTO verdict(tree, gate, passed, exit_code, output, duration_ms, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        tree, Key(gate, env), outcome.Passed, outcome.ExitCode, output, outcome.DurationMs, tx.Now);

    private static string Key(CommandSpec gate, IReadOnlyDictionary<string, string> env) => (gate.ShellText is null ? "program " : "shell ") + gate.ExactText
        + string.Concat(env.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"\n{v.Key}={v.Value}"));
}
