using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Coordinating;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Text;
using Ov.Core.Watching;

namespace Ov.Core.Agents;

/// <summary>
/// What became of work that was handed out, in the few words that whoever handed it out takes in: its result, or the question that its agent
/// waits with (S1-53, S3-33, S3-60).
/// </summary>
/// <param name="AgentName">Who works on it, or did so last; null while nobody was started.</param>
/// <param name="Result">Null while it is under way.</param>
public sealed record DelegationReport(string? AgentName, string? Result)
{
    /// <summary>Longest result, in characters.</summary>
    public const int LongestResult = 2_000;

    /// <summary>Longest word on how it goes.</summary>
    public const int LongestProgress = 500;

    /// <summary>The agent's own report, whichever way it came; null where it gave none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TaskAttempt? Completion { get; init; }

    /// <summary>What it asks whoever waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PendingQuestion? PendingQuestion { get; init; }

    /// <summary>What it said last, while it is at work.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Progress { get; init; }

    /// <param name="reader">Whose questions count.</param>
    internal static DelegationReport Of(Sql sql, TaskRecord task, string? reader)
    {
        var last = AgentStore.OfTask(sql, task.Id).LastOrDefault();
        if (!IsOver(task, last, last is not null && HandoffStore.From(sql, last.Id) is not null))
        {
            var asked = last is null ? null : MailStore.OpenQuestionsOf(sql, last.Name, last.Id).Find(question => question.Recipient == reader);
            return new DelegationReport(last?.Name, null)
            {
                PendingQuestion = asked is null ? null : PendingQuestion.Of(asked),
                Progress = last is not null && Said(sql, last) is { } said ? Excerpt.Marked(said, LongestProgress) : null,
            };
        }

        var attempt = TaskAttemptStore.Of(sql, task.Id).LastOrDefault(one => one.Agent == last?.Name && one.Status != AttemptStatus.Continue);
        return new DelegationReport(last?.Name, ResultOf(attempt, last is null ? null : Said(sql, last), task)) { Completion = attempt };
    }

    /// <summary>The summary, else the status with its caveats, else the last reply, else why it ended; cut where it is too long.</summary>
    internal static string ResultOf(TaskAttempt? attempt, string? reply, TaskRecord task) => Excerpt.Marked(
        attempt switch
        {
            { Summary.Length: > 0 } => attempt.Summary,
            { Caveats: { } caveats } => $"{attempt.Status.Word()}: {caveats}",
            _ => reply ?? $"{task.State.Word()}{(task.Reason is { } reason ? $": {reason}" : "")}",
        },
        LongestResult);

    /// <summary>Nobody works on it any more, and nobody takes it up by itself.</summary>
    internal static bool IsOver(TaskRecord task, AgentRecord? last, bool isHandedOver) => task.State switch
    {
        TaskState.InProgress => false,
        TaskState.Pending => last is { IsLive: false } && !isHandedOver && !(last.State == AgentState.Zombie && Redispatch.Follows(task)),
        _ => true,
    };

    private static string? Said(Sql sql, AgentRecord agent)
    {
        if (EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, [CoordinatorOutput.Event], null), 1) is not [var said])
        {
            return null;
        }

        using var data = JsonDocument.Parse(said.Data ?? "{}");
        return VisibleText.Block(data.RootElement.Text("text") ?? said.Text ?? "");
    }
}

/// <summary>A question that an agent waits with.</summary>
/// <param name="Id">Its message: what <c>ov mail answer</c> takes.</param>
/// <param name="Options">What it may be answered with; other words are welcome too.</param>
public sealed record PendingQuestion(string Id, string From, string Question, IReadOnlyList<string> Options)
{
    internal static PendingQuestion Of(Message message) => new(message.Id, message.Sender, VisibleText.Block(message.Body), MailPayload.Words(message.Payload, "options"));
}
