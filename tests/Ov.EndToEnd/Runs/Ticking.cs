using System.Text.Json;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>A team whose ticks the test makes itself, and what a test of a run asks again and again.</summary>
internal static class Ticking
{
    public static JsonElement Tick(this Team team) => team.Ov("watch", "--once", "--json").Ok().Json;

    /// <summary>What one tick decided: action, subject and code; of one step, or of all.</summary>
    public static List<string> Decisions(this Team team, string? step = null) => [.. team.Tick().GetProperty("decisions").EnumerateArray()
        .Where(decision => step is null || decision.GetProperty("step").GetString() == step)
        .Select(decision => $"{decision.GetProperty("action").GetString()} {decision.GetProperty("subject").GetString()}{(decision.TryGetProperty("code", out var code) ? $" {code.GetString()}" : "")}")];

    /// <summary>Waits until no more than these live.</summary>
    public static void Rest(this Team team, params int[] but) => Eventually.Holds("nobody else is at work", () => team.Project.Count(
        $"SELECT count(*) FROM agent LEFT JOIN task ON task.id = agent.task_id WHERE agent.ended_at IS NULL AND coalesce(task.number, 0) NOT IN ({string.Join(", ", but.Append(-1))})") == 0);

    public static long Pending(this Team team, string kind) => team.Project.Count("SELECT count(*) FROM gate WHERE kind = ?1 AND state = 'pending'", kind);

    public static string Gate(this Team team, string kind) => team.Project.Rows("SELECT id FROM gate WHERE kind = ?1 AND state = 'pending'", row => row.Text("id"), kind).Single();

    public static string Branch(this Team team, int number) => team.Project.Rows("SELECT branch FROM task WHERE number = ?1", row => row.Text("branch"), number)[^1];

    /// <summary>The state of a task by its number.</summary>
    public static string State(this Team team, int number) => team.Project.Rows("SELECT state FROM task WHERE number = ?1", row => row.Text("state"), number).Single();

    /// <summary>The numbers of the tasks that one needs.</summary>
    public static string Needs(this Team team, int number) => string.Join(' ', team.Project.Rows(
        "SELECT needed.number AS number FROM task JOIN task_need ON task_need.task_id = task.id JOIN task AS needed ON needed.id = task_need.needs_id WHERE task.number = ?1 ORDER BY needed.number", row => row.Text("number"), number));

    /// <summary>Settings by which each role runs a script.</summary>
    public static string Commands(params (string Role, string Script)[] scripts) =>
        $"runtimes: {{ exec: {{ command: {{ {string.Join(", ", scripts.Select(one => $"{one.Role}: '{one.Script.Replace("'", "''", StringComparison.Ordinal)}'"))} }} }} }}\n";
}
