using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Tasks;

/// <summary>The worker_done mail of a report that came without one.</summary>
public static class DoneMail
{
    /// <summary>To the agent's parent, else to the operator.</summary>
    public static MailDraft For(Sql sql, AgentRecord agent, TaskRecord task, DoneReport report, DoneEvidence evidence)
    {
        var parent = agent.ParentId is { } parentId ? AgentStore.ById(sql, parentId) : null;
        var payload = new WorkerDonePayload(task.Id, evidence.Branch ?? "", 0, [.. evidence.Branch is null ? report.Files ?? [] : evidence.Changed],
            report.Tests.Count > 0 ? report.Tests : null, report.Caveats, Lines(report.Places.Changes), Lines(report.Places.Findings));
        return new MailDraft(
            agent.Name, parent?.Name ?? Caller.OperatorName, MailType.WorkerDone, $"Worker done: {task.Title}",
            report.Summary ?? report.Reason ?? $"Task {task.Number} is done.")
        {
            SenderId = agent.Id, RecipientId = parent?.Id, RunId = task.RunId, TaskId = task.Id,
            Payload = JsonSerializer.Serialize(payload, WorkerDoneJson.Default.WorkerDonePayload),
        };
    }

    private static List<string>? Lines(IReadOnlyList<ReportPlace> places) => places.Count > 0 ? [.. places.Select(place => place.Text)] : null;
}

/// <summary>Overstory's payload of worker_done, and what was run, is to be known, changed and was found, where it was said.</summary>
internal sealed record WorkerDonePayload(string TaskId, string Branch, int ExitCode, IReadOnlyList<string> FilesModified, IReadOnlyList<string>? TestsRun, string? Caveats, IReadOnlyList<string>? Changes, IReadOnlyList<string>? Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerDonePayload))]
internal sealed partial class WorkerDoneJson : JsonSerializerContext;
