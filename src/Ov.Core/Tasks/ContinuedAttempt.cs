using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;

namespace Ov.Core.Tasks;

/// <summary>A conversation that was left because its window was full ends one attempt; the next one goes on with everything kept (S0-81).</summary>
internal static class ContinuedAttempt
{
    /// <param name="used">Of the window, where its runtime tells.</param>
    public static void Add(Tx tx, AgentRecord agent, int? used)
    {
        foreach (var task in TaskStore.HeldBy(tx.Sql, agent.Id).Where(task => task.State == TaskState.InProgress))
        {
            var note = NoteStore.Newest(tx.Sql, NoteKind.Checkpoint, agent.Name, agent.RunId) is { } found && found.CreatedAt >= agent.CreatedAt ? found : null;
            TaskAttemptStore.Add(tx, task, new TaskAttempt(
                agent.Name, AttemptStatus.Continue, string.Create(CultureInfo.InvariantCulture, $"its window was full{(used is { } percent ? $" ({percent} %)" : "")}, and it goes on in a new conversation; all its work is kept"),
                TaskStore.Files(tx.Sql, task.Id), [], note is null ? "no checkpoint was written" : $"how far it came: ov note show {note.Name} --kind {note.Kind} ({note.Title})", tx.Now));
        }
    }
}
