using Ov.Core.Ledger;

namespace Ov.Core.Completing;

/// <summary>Names and ids that begin with what was typed. Every question is bounded and goes by an index: a keystroke waits for it.</summary>
internal static class CandidateStore
{
    internal const string LiveAgentsByName =
        "SELECT name AS value, role || ', ' || state AS about FROM agent WHERE ended_at IS NULL AND name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3";

    internal const string EndedAgentsByName =
        "SELECT name AS value, role || ', ' || state AS about FROM agent AS a WHERE name >= ?1 AND name < ?2 AND ended_at IS NOT NULL "
        + "AND incarnation = (SELECT max(incarnation) FROM agent WHERE name = a.name) ORDER BY name LIMIT ?3";

    internal const string TasksByNumber =
        "SELECT CAST(number AS TEXT) AS value, title || ' [' || state || ']' AS about, state FROM task "
        + "WHERE run_id = ?1 AND number BETWEEN ?2 AND ?3 ORDER BY number DESC LIMIT ?4";

    internal const string RunsByName =
        "SELECT name AS value, state || ', onto ' || target AS about FROM run WHERE name >= ?1 AND name < ?2 ORDER BY state <> 'active', seq DESC LIMIT ?3";

    internal const string GroupsByName =
        "SELECT name AS value, state AS about FROM task_group WHERE name >= ?1 AND name < ?2 ORDER BY state <> 'active', seq DESC LIMIT ?3";

    internal const string NotesByName =
        "SELECT name AS value, kind || ': ' || title AS about FROM note WHERE newest = 1 AND kind NOT IN ('lesson', 'spec') AND name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3";

    internal const string DomainsOfLessons =
        "SELECT domain AS value, 'lessons about it' AS about FROM lesson WHERE state = 'current' AND domain >= ?1 AND domain < ?2 GROUP BY domain ORDER BY domain LIMIT ?3";

    internal const string OpenMail =
        "SELECT id AS value, 'from ' || sender || ': ' || subject AS about FROM message WHERE recipient = ?1 AND state IN ('queued', 'delivered') ORDER BY seq DESC LIMIT ?2";

    internal const string Worktrees =
        "SELECT coalesce(a.name, w.name, w.branch) AS value, w.path AS about FROM worktree AS w LEFT JOIN agent AS a ON a.id = w.agent_id "
        + "WHERE w.removed_at IS NULL ORDER BY w.seq DESC LIMIT ?1";

    internal const string BranchesOfLiveAgents =
        "SELECT branch AS value, name AS about FROM agent WHERE ended_at IS NULL AND branch IS NOT NULL ORDER BY name LIMIT ?1";

    internal const string TargetsOfActiveRuns = "SELECT target AS value, 'target of ' || name AS about FROM run WHERE state = 'active' ORDER BY seq LIMIT ?1";

    /// <summary>Where ids of each kind lie, and what tells one from another.</summary>
    private static readonly (string Kind, string Table, string About)[] Kinds =
    [
        ("agent", "agent", "name"), ("task", "task", "title"), ("run", "run", "name"), ("msg", "message", "subject"), ("note", "note", "kind || ' ' || name"),
        ("merge", "merge", "branch || ' onto ' || target || ' [' || state || ']'"), ("group", "task_group", "name"), ("worktree", "worktree", "path"),
        ("gate", "gate", "kind || ': ' || question"),
    ];

    public static IEnumerable<Suggestion> LiveAgents(Sql sql, string prefix, int limit) => sql.All(LiveAgentsByName, Read, prefix, After(prefix), limit);

    public static IEnumerable<Suggestion> EndedAgents(Sql sql, string prefix, int limit) => sql.All(EndedAgentsByName, Read, prefix, After(prefix), limit);

    /// <summary>Open tasks first, the newest before the older.</summary>
    public static IEnumerable<Suggestion> Tasks(Sql sql, string runId, string prefix, int limit) => NumberRange.Of(prefix)
        .SelectMany(range => sql.All(TasksByNumber, row => (Is: Read(row), IsOver: row.Text("state") is "closed" or "canceled"), runId, range.First, range.Last, limit))
        .Take(limit).OrderBy(task => task.IsOver).Select(task => task.Is);

    public static IEnumerable<Suggestion> Runs(Sql sql, string prefix, int limit) => sql.All(RunsByName, Read, prefix, After(prefix), limit);

    public static IEnumerable<Suggestion> Groups(Sql sql, string prefix, int limit) => sql.All(GroupsByName, Read, prefix, After(prefix), limit);

    public static IEnumerable<Suggestion> Notes(Sql sql, string prefix, int limit) => sql.All(NotesByName, Read, prefix, After(prefix), limit);

    public static IEnumerable<Suggestion> Domains(Sql sql, string prefix, int limit) => sql.All(DomainsOfLessons, Read, prefix, After(prefix), limit);

    /// <summary>What somebody has not read yet.</summary>
    public static IEnumerable<Suggestion> MailFor(Sql sql, string recipient, int limit) => sql.All(OpenMail, Read, recipient, limit);

    public static IEnumerable<Suggestion> PresentWorktrees(Sql sql, int limit) => sql.All(Worktrees, Read, limit);

    /// <summary>The branches somebody is most likely to mean.</summary>
    public static IEnumerable<Suggestion> LiveBranches(Sql sql, int limit) =>
        sql.All(BranchesOfLiveAgents, Read, limit).Concat(sql.All(TargetsOfActiveRuns, Read, limit));

    /// <summary>Ids of one kind: the newest ones while only the kind was typed, else those that begin so.</summary>
    public static IEnumerable<Suggestion> Ids(Sql sql, string kind, string prefix, int limit)
    {
        var start = $"{kind}-";
        if (start.StartsWith(prefix, StringComparison.Ordinal))
        {
            return sql.All(NewestIds(kind), Read, limit);
        }

        return prefix.StartsWith(start, StringComparison.Ordinal) ? sql.All(IdsByPrefix(kind), Read, prefix, After(prefix), limit) : [];
    }

    internal static string NewestIds(string kind) => $"SELECT id AS value, {Of(kind).About} AS about FROM {Of(kind).Table} ORDER BY seq DESC LIMIT ?1";

    internal static string IdsByPrefix(string kind) => $"SELECT id AS value, {Of(kind).About} AS about FROM {Of(kind).Table} WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3";

    private static (string Kind, string Table, string About) Of(string kind) => Array.Find(Kinds, one => one.Kind == kind);

    /// <summary>Sorts after everything that begins so.</summary>
    private static string After(string prefix) => prefix + "\U0010FFFF";

    private static Suggestion Read(Row row) => new(row.Text("value"), row.TextOrNull("about") ?? "");
}
