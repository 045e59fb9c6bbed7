using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>What one agent left for another to go on from: its checkpoint, its task's last word, its branch and the notes it wrote.</summary>
internal static class SlingHandoff
{
    private const int MostNotes = 12;

    /// <summary>Null when nothing is to be handed on, or nothing was left by who hands on a whole session.</summary>
    /// <exception cref="OvException">usage, not-found; state when that agent left nothing.</exception>
    public static string? For(OvApp app, Caller caller, SlingRequest request, bool forks)
    {
        if (request is { Inherit: true, HandoffFrom: not null })
        {
            throw new OvException(ErrorCode.Usage, "--inherit hands on what the caller knows, so it goes without --handoff-from.");
        }

        if (request.Inherit && caller.Agent is null)
        {
            throw new OvException(ErrorCode.Usage, "--inherit hands on what the calling agent knows, and no agent calls.", "Name an agent with --handoff-from.");
        }

        var name = request.Inherit ? caller.Agent!.Name : request.HandoffFrom;
        return name is null ? null : app.Ledger.Read(sql => Text(sql, AgentResolver.Require(sql, name), request.Inherit, forks));
    }

    private static string? Text(Sql sql, AgentRecord from, bool inherited, bool forks)
    {
        var checkpoint = NoteStore.Newest(sql, NoteKind.Checkpoint, from.Name, from.RunId)?.Body.TrimEnd();
        var task = from.TaskId is { } id ? TaskStore.ById(sql, id) : null;
        var word = task?.OwnerId != from.Id ? null : task.State is TaskState.Blocked or TaskState.Failed ? task.Reason : task.Summary;
        var notes = NoteStore.Select(sql, new NoteFilter(null, from.RunId, null, from.Name, null, null, MostNotes)).Where(note => note.Kind != NoteKind.Checkpoint).ToList();
        var handed = HandoffStore.From(sql, from.Id);
        if (checkpoint is null && word is null && notes.Count == 0 && handed is null)
        {
            return forks ? null : throw new OvException(
                ErrorCode.State, $"{from.Name} has left nothing to go on from: no checkpoint, no report and no note.",
                inherited ? $"Write it first: ov note write {from.Name} --kind checkpoint --body \"...\"" : $"Ask it for one: ov mail ask --to {from.Name} --subject \"...\" --body \"...\"");
        }

        var text = new StringBuilder($"## From {from.Name}, {Article.Of(from.Role)}\n\n");
        text.Append(handed is null ? "" : $"It handed the task over: {handed.Reason}\n\n").Append(handed?.Context is { } context ? $"{context}\n\n" : "");
        text.Append(checkpoint is null ? "" : $"{checkpoint}\n\n").Append(word is null ? "" : $"Its report on task {task!.Number}: {word}\n");
        text.Append(from.Branch is { } branch && task is not null ? $"Its work is on {branch}: git log {from.BaseBranch ?? "HEAD"}..{branch}\n" : "");
        foreach (var note in notes)
        {
            text.Append($"- {note.Label}: ov note show {note.Name} --kind {note.Kind}\n");
        }

        return text.ToString();
    }
}
