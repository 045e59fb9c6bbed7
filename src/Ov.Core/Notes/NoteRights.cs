using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Notes;

/// <summary>
/// Who may write what. Operator and desk may write everything, an agent within its own run: specs and free notes; an alignment is begun
/// by who leads or plans and then grows by anybody's word; nobody reviews the task it holds itself. A text is replaced by who began it or
/// by who leads; everybody else may add to it.
/// </summary>
public static class NoteRights
{
    /// <param name="existing">The newest version, when there is one.</param>
    /// <param name="firstAuthor">Who began it.</param>
    /// <param name="replaces">True when the older text would no longer stand.</param>
    /// <exception cref="OvException">fenced, spec-writing, not-owner, append-only, usage.</exception>
    public static void Require(Sql sql, Caller caller, string kind, NoteRecord? existing, string? firstAuthor, string? runId, TaskRecord? task, bool replaces)
    {
        CallerFence.Require(sql, caller);
        if (kind == NoteKind.Lesson)
        {
            throw new OvException(ErrorCode.Usage, "A lesson has fields of its own, so it is not written as a plain note.", "Record it: ov note lesson add \"…\" --domain <d>");
        }

        if (replaces && existing is not null && NoteKind.OnlyGrows(kind))
        {
            throw new OvException(
                ErrorCode.AppendOnly, $"{Article.Begins(kind)} only grows: what {existing.Name} says stays as it was said.", $"Add beneath it: ov note append {existing.Name} --kind {kind}");
        }

        if (kind == NoteKind.Spec)
        {
            if (caller.Agent is { } agent && Role.Coordinates(agent.Role))
            {
                throw new OvException(ErrorCode.SpecWriting, $"{agent.Name} is {Article.Of(agent.Role)}, and specs are written by the leads, each for its own part.", "Say what you want and why in the task's body and criteria.");
            }

            TaskRights.Require(sql, caller, TaskVerb.WriteSpec, task!);
        }
        else if (caller.Agent is { } writer && Refusal(writer, kind, existing, firstAuthor, runId, task, replaces) is var (why, hint))
        {
            throw new OvException(ErrorCode.NotOwner, why, hint);
        }
    }

    private static (string Why, string Hint)? Refusal(
        AgentRecord agent, string kind, NoteRecord? existing, string? firstAuthor, string? runId, TaskRecord? task, bool replaces)
    {
        var leads = TaskRights.Leads(agent.Role);
        if (runId is not null && runId != agent.RunId)
        {
            return ("An agent writes notes in its own run only.", "Leave --run and --task out, or mail what you know to somebody of that run.");
        }

        if (kind == NoteKind.Alignment && existing is null && !leads && agent.Role != "planner")
        {
            return ($"An alignment is begun by the operator, a lead or a planner, and {agent.Name} is {Article.Of(agent.Role)}.", "Add to one that exists with 'ov note append', or mail your lead.");
        }

        if (kind == NoteKind.Review && task?.OwnerId == agent.Id)
        {
            return ($"{agent.Name} holds task {task.Number}, so somebody else has to review it.", "Ask your lead for a reviewer.");
        }

        return replaces && existing is not null && kind != NoteKind.Spec && !leads && firstAuthor != agent.Name
            ? ($"{existing.Label} was begun by {firstAuthor}, so {agent.Name} may add to it but not replace it.", $"ov note append {existing.Name} --kind {kind}, or write under another name.")
            : null;
    }
}
