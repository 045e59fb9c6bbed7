using System.Text.Json.Serialization;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Notifying;

/// <summary>What a person is told at once: all that has come to wait since the last time.</summary>
/// <param name="Text">The same for people, in one or a few lines.</param>
public sealed record Notice(string Project, string Title, string Text, IReadOnlyList<WaitingThing> Items)
{
    /// <summary>Most things that the text names.</summary>
    private const int Named = 3;

    public static Notice Of(string project, IReadOnlyList<WaitingThing> items)
    {
        var title = $"{project}: {(items.Count == 1 ? $"a {items[0].Kind.Word()} waits for you" : $"{items.Count} things wait for you")}";
        return new Notice(project, title, string.Join('\n', [.. items.Take(Named).Select(item => item.Text), .. items.Count > Named ? new[] { $"and {items.Count - Named} more" } : []]), items);
    }
}

/// <summary>One thing that waits for a person.</summary>
/// <param name="Task">Id of the task that it is about; null for none.</param>
public sealed record WaitingThing(string Id, WaitingKind Kind, string? RunId, string? Task, string Text)
{
    /// <summary>Everything that waits now, gates first.</summary>
    public static List<WaitingThing> All(Sql sql) =>
    [
        .. GateStore.Pending(sql).Select(gate => new WaitingThing(gate.Id, WaitingKind.Gate, gate.RunId, gate.TaskId, gate.Question)),
        .. Watching.StatusStore.OpenQuestions(sql).Select(mail => new WaitingThing(mail.Id, WaitingKind.Question, mail.RunId, mail.TaskId, $"{mail.Sender}: {mail.Subject}")),
        .. MailStore.OpenEscalations(sql, Agents.Caller.OperatorName).Select(mail => new WaitingThing(mail.Id, WaitingKind.Escalation, mail.RunId, mail.TaskId, $"{mail.Sender}: {mail.Subject}")),
    ];
}

[JsonConverter(typeof(SnakeEnum<WaitingKind>))]
public enum WaitingKind
{
    Gate,
    Question,
    Escalation,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
