using System.Text;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Forges;

/// <summary>What a pull request says of itself: what was asked for, what was done, what the gates said of it, and what leads back to the ledger.</summary>
internal static class RequestText
{
    /// <summary>A forge takes some more.</summary>
    private const int MostTitle = 200, MostText = 8_000;

    /// <param name="tree">What the gates ran on.</param>
    public static (string Title, string Body) For(Sql sql, MergeEntry entry, string tree, IReadOnlyList<GateOutcome> gates)
    {
        var task = entry.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null;
        var agent = entry.AgentId is { } agentId ? AgentStore.ById(sql, agentId) : null;
        var run = entry.RunId is { } runId ? RunStore.ById(sql, runId) : null;
        var text = new StringBuilder();
        Part(text, null, task?.Body);
        Part(text, "What was done", task?.Summary);
        Part(text, "Criteria", string.Join('\n', task?.Criteria.Select(criterion => $"- {criterion}") ?? []));
        Part(text, $"Gates, on {entry.Tip[..12]} merged into {entry.Target} (tree {tree[..12]})", string.Join('\n', gates.Select(gate => $"- {gate.Name}: {(gate.Passed ? "passed" : gate.Ending)}")));
        text.Append(MergeCommitText.Trailers(entry, task, agent, run));
        return (Cut((task?.Title ?? entry.Branch).ReplaceLineEndings(" ").Trim(), MostTitle), text.ToString());
    }

    private static void Part(StringBuilder text, string? head, string? words)
    {
        if (!string.IsNullOrWhiteSpace(words))
        {
            text.Append(head is null ? "" : $"{head}:\n\n").Append(Cut(words.Trim(), MostText)).Append("\n\n");
        }
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most].TrimEnd() + "…";
}
