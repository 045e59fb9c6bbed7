using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>Where an escalation goes by its severity, and with which priority.</summary>
public static class Escalation
{
    /// <summary>The payload's field that says how bad it is.</summary>
    public const string SeverityField = "severity";

    /// <summary>The payload's field that names the files a critical escalation is about.</summary>
    public const string AreaField = "area";

    /// <summary>An agent that escalates without a word on how bad it is has at least to be answered.</summary>
    public static Severity SeverityOf(string? payload) =>
        SnakeCase.TryParse<Severity>(MailPayload.Text(payload, SeverityField) ?? "", out var severity) ? severity : Severity.Error;

    /// <summary>The drafts of an escalation: pressing as it is bad; a critical one tells its area and reaches the operator whoever else reads it.</summary>
    public static List<MailDraft> Routed(Sql sql, List<MailDraft> drafts)
    {
        var severity = SeverityOf(drafts[0].Payload);
        var routed = drafts.ConvertAll(draft => draft with { Priority = Pressing(draft.Priority, severity) });
        if (severity != Severity.Critical || drafts[0].Sender == Caller.OperatorName)
        {
            return routed;
        }

        var area = MailPayload.Texts(drafts[0].Payload, AreaField) is { } named ? TaskText.RequireScope(named) : AreaOf(sql, drafts[0]);
        routed = routed.ConvertAll(draft => draft with { Payload = WithArea(draft.Payload, area) });
        return routed.Exists(draft => MailRoute.For(sql, draft).Agent is null) ? routed
            : [.. routed, routed[0] with { Recipient = Caller.OperatorName, RecipientId = null, AddressedTo = Caller.OperatorName }];
    }

    /// <summary>A payload that says how bad it is, as one word of the command line does.</summary>
    /// <exception cref="OvException">usage when it is no escalation; invalid-payload.</exception>
    public static string? WithSeverity(MailType type, string? payload, Severity? severity) => severity is not { } given ? payload
        : type == MailType.Escalation ? MailPayload.With(payload, SeverityField, json => json.WriteStringValue(given.Word()))
        : throw new OvException(ErrorCode.Usage, $"--severity is for an escalation, and this is a mail of type {type.Word()}.", "Add --type escalation, or say how urgent it is with --priority.");

    private static string WithArea(string? payload, IReadOnlyList<string> area) => MailPayload.With(payload, AreaField, json =>
    {
        json.WriteStartArray();
        foreach (var glob in area)
        {
            json.WriteStringValue(glob);
        }

        json.WriteEndArray();
    });

    private static MailPriority Pressing(MailPriority asked, Severity severity)
    {
        var least = severity switch { Severity.Critical => MailPriority.Urgent, Severity.Error => MailPriority.High, _ => MailPriority.Low };
        return asked > least ? asked : least;
    }

    /// <summary>The scope of the task it is about, else what its sender holds; nothing stands for the whole run.</summary>
    private static IReadOnlyList<string> AreaOf(Sql sql, MailDraft draft) =>
        draft.TaskId is { } taskId && TaskStore.ById(sql, taskId) is { Scope.Count: > 0 } task ? task.Scope
        : draft.SenderId is { } senderId ? AgentStore.ById(sql, senderId)!.Scope : [];
}
