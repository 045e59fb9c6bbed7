using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Tells those concerned how a merge ended: the branch's owner and its lead, each once.</summary>
internal static class MergeMail
{
    public static void Merged(Tx tx, MergeEntry entry, string actor) => Send(
        tx, entry, actor, MailType.Merged, MailPriority.Normal, $"Merged: {entry.Branch} into {entry.Target}", Landed(entry, MergeStore.OutsideScope(tx.Sql, entry)),
        JsonSerializer.Serialize(new MergedPayload(entry.Branch, entry.TaskId, entry.Tier, entry.Landed), MergeMailJson.Default.MergedPayload));

    public static void Failed(Tx tx, MergeEntry entry, string actor, string what, string body, IReadOnlyList<string> conflicts) => Send(
        tx, entry, actor, MailType.MergeFailed, MailPriority.High, $"Merge failed: {entry.Branch} into {entry.Target}: {what}", body,
        JsonSerializer.Serialize(new MergeFailedPayload(entry.Branch, entry.TaskId, conflicts, what), MergeMailJson.Default.MergeFailedPayload));

    public static void Undone(Tx tx, MergeEntry entry, string actor, string body) => Send(
        tx, entry, actor, MailType.Status, MailPriority.Normal, $"Landing undone: {entry.Branch} is no longer in {entry.Target}", body, null);

    /// <summary>What was said of a pull request and asks for nothing.</summary>
    public static void Remarked(Tx tx, MergeEntry entry, string actor, string words) => Send(
        tx, entry, actor, MailType.Status, MailPriority.Normal, $"Said of {entry.Branch}'s pull request", words, null);

    private static string Landed(MergeEntry entry, IReadOnlyList<string> outside) => $"It landed as {entry.Landed}.{(outside.Count == 0 ? "" : $"\n{Train.OutsideScope(outside)}")}";

    private static void Send(Tx tx, MergeEntry entry, string actor, MailType type, MailPriority priority, string subject, string body, string? payload)
    {
        // An operator who merges or undoes by hand reads the answer of that very command.
        var told = actor == Caller.OperatorName ? new HashSet<string>(StringComparer.Ordinal) { Caller.OperatorName } : [];
        foreach (var name in Concerned(tx.Sql, entry))
        {
            var draft = new MailDraft(Mailbox.SystemSender, name, type, subject, body) { Priority = priority, Payload = payload, RunId = entry.RunId, TaskId = entry.TaskId };
            // The owner has often ended and its mail goes to the lead, who would then read it twice.
            if (told.Add(MailRoute.For(tx.Sql, draft).Name))
            {
                Mailbox.Deliver(tx, tx.Files, draft);
            }
        }
    }

    private static List<string> Concerned(Sql sql, MergeEntry entry)
    {
        var names = new List<string>();
        var task = entry.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null;
        var agent = (task?.OwnerId ?? entry.AgentId) is { } agentId ? AgentStore.ById(sql, agentId) : null;
        if (agent is not null)
        {
            names.Add(agent.Name);
        }

        var parent = task?.ParentId is { } parentTask && TaskStore.ById(sql, parentTask)?.OwnerId is { } owner ? owner : agent?.ParentId;
        if (parent is not null && AgentStore.ById(sql, parent) is { } lead)
        {
            names.Add(lead.Name);
        }
        else if (agent is not null || task is not null)
        {
            names.Add(Caller.OperatorName);
        }

        return names;
    }
}

internal sealed record MergedPayload(string Branch, string? TaskId, string? Tier, string? Commit);

internal sealed record MergeFailedPayload(string Branch, string? TaskId, IReadOnlyList<string> ConflictFiles, string ErrorMessage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MergedPayload))]
[JsonSerializable(typeof(MergeFailedPayload))]
internal sealed partial class MergeMailJson : JsonSerializerContext;
