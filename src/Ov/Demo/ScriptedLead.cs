using System.Text.Json;

namespace Ov.Demo;

/// <summary>A lead: slings what is ready, reports finished branches as ready to land, closes its own task when nothing is left.</summary>
internal static class ScriptedLead
{
    /// <summary>Every turn looks at the ledger, not at the mail: it does the right thing whatever woke it.</summary>
    public static void Turn(ScriptedAgent agent)
    {
        var children = agent.Ov("task", "list").GetProperty("tasks").EnumerateArray()
            .Where(task => task.GetProperty("parentId").GetString() == agent.TaskId).ToList();
        ReportFinished(agent, children);
        SlingReady(agent, children);
        if (children.All(task => task.GetProperty("state").GetString() == "closed"))
        {
            agent.Ov("mail", "send", "--to", "greet-coordinator", "--type", "worker_done",
                "--subject", "Everything landed", "--body", "All five tasks are closed and the tests are green.");
        }
    }

    private static void ReportFinished(ScriptedAgent agent, List<JsonElement> children)
    {
        var queue = agent.Ov("merge", "--status").GetProperty("entries").EnumerateArray()
            .ToLookup(entry => entry.GetProperty("branchName").GetString());
        foreach (var task in children.Where(task => task.GetProperty("state").GetString() == "completed"))
        {
            var branch = task.GetProperty("branch").GetString()!;
            if (!queue[branch].Any(entry => entry.GetProperty("status").GetString() is "queued" or "building" or "gating" or "landed"))
            {
                agent.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--task", task.GetProperty("id").GetString()!,
                    "--subject", $"Ready: {branch}", "--body", "Its owner reported it done; please land it.",
                    "--payload", $$"""{"branch":"{{branch}}","taskId":"{{task.GetProperty("id").GetString()}}"}""");
            }
        }
    }

    private static void SlingReady(ScriptedAgent agent, List<JsonElement> children)
    {
        var mine = children.Select(task => task.GetProperty("id").GetString()).ToHashSet();
        var ready = agent.Ov("task", "ready").GetProperty("tasks").EnumerateArray()
            .Where(task => mine.Contains(task.GetProperty("id").GetString())).ToList();
        foreach (var task in ready)
        {
            var id = task.GetProperty("id").GetString()!;
            // Somebody may be faster (the tick re-dispatches too): a refusal is as good as having done it.
            agent.Try(task.GetProperty("attempts").GetInt32() == 0 ? ["sling", id, "--name", NameFor(task)] : ["sling", id, "--restart"]);
        }
    }

    private static string NameFor(JsonElement task) =>
        $"greet-{task.GetProperty("role").GetString()}-{task.GetProperty("number").GetInt32()}";
}
