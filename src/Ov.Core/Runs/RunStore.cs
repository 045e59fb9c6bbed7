using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>Rows of runs.</summary>
public static class RunStore
{
    public static RunRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM run WHERE id = ?1", Read, id);

    public static List<RunRecord> Active(Sql sql) => sql.All("SELECT * FROM run WHERE state = 'active' ORDER BY seq", Read);

    public static RunRecord? Newest(Sql sql) => sql.First("SELECT * FROM run ORDER BY seq DESC LIMIT 1", Read);

    public static List<RunRecord> All(Sql sql) => sql.All("SELECT * FROM run ORDER BY seq", Read);

    /// <summary>The newest run of a name, active ones first.</summary>
    public static RunRecord? ByName(Sql sql, string name) =>
        sql.First("SELECT * FROM run WHERE name = ?1 ORDER BY state = 'active' DESC, seq DESC LIMIT 1", Read, name);

    public static void Insert(Tx tx, RunRecord run) => tx.Sql.Run(
        "INSERT INTO run(id, name, target, state, stage, objective, strategy, created_by, created_at, home, mode, template, policy, loop, publish) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        run.Id, run.Name, run.Target, run.State.Word(), run.Stage, tx.Words(run.Objective), run.Strategy, run.CreatedBy, run.CreatedAt, run.Home, run.Mode?.Word(), run.Template,
        run.Policy, run.Loop, run.Publish?.Word());

    /// <summary>The one place that changes a run's state. Refuses a transition that the contract does not list.</summary>
    /// <exception cref="OvException">state.</exception>
    public static RunRecord Move(Tx tx, RunRecord run, RunState to, string actor, string? reason = null)
    {
        RunTransitions.Require(run, to);
        tx.Sql.Run(
            "UPDATE run SET state = ?2, end_reason = ?3, ended_at = ?4 WHERE id = ?1",
            run.Id, to.Word(), tx.Words(reason), to == RunState.Active ? default(SqlValue) : tx.Now);
        tx.Record(new EventDraft(to == RunState.Active ? "run.reopened" : $"run.{to.Word()}")
        {
            RunId = run.Id, Actor = actor, Subject = run.Id, Text = reason is null ? run.Name : $"{run.Name}: {reason}",
        });
        return ById(tx.Sql, run.Id)!;
    }

    public static void SetStage(Tx tx, string runId, string stage) => tx.Sql.Run("UPDATE run SET stage = ?2 WHERE id = ?1", runId, stage);

    public static void SetPolicy(Tx tx, string runId, string policy) => tx.Sql.Run("UPDATE run SET policy = ?2 WHERE id = ?1", runId, policy);

    public static void SetLoop(Tx tx, string runId, bool on) => tx.Sql.Run("UPDATE run SET loop = ?2 WHERE id = ?1", runId, on);

    public static void SetCore(Tx tx, string runId, bool complete) => tx.Sql.Run("UPDATE run SET core_complete = ?2 WHERE id = ?1", runId, complete);

    public static RunRecord Read(Row row) => new(
        row.Text("id"), row.Text("name"), row.Text("target"), row.Word<RunState>("state"), row.Text("stage"), row.Text("objective"),
        row.Text("strategy"), row.Text("created_by"), row.Time("created_at"), row.TimeOrNull("ended_at"), row.TextOrNull("end_reason"), row.TextOrNull("home"))
    {
        Mode = row.TextOrNull("mode") is { } mode ? SnakeCase.Parse<RunMode>(mode) : null,
        Publish = row.TextOrNull("publish") is { } publish ? SnakeCase.Parse<PublishMode>(publish) : null,
        Template = row.TextOrNull("template"), Policy = row.TextOrNull("policy"), Loop = row.Bool("loop"), CoreComplete = row.Bool("core_complete"),
    };
}
