using Ov.Core.Scopes;

namespace Ov.Core.Mail;

/// <summary>
/// What the payload of each mail type may hold. A payload may always be left out; required fields are required of a payload that is given.
/// </summary>
internal static class PayloadTable
{
    public static IReadOnlyList<PayloadField> Of(MailType type) => type switch
    {
        MailType.WorkerDone or MailType.Result =>
        [
            Text("taskId"), Text("branch"), Text("summary"), Texts("filesModified"), Number("exitCode"), Flag("noChanges"), Text("reason"), Texts("testsRun"), Text("caveats"), Texts("changes"), Texts("findings"), Text("status", "completed", "failed"),
        ],
        MailType.WorkerDied => [Text("agentName"), Text("taskId"), Text("reason")],
        MailType.MergeReady => [Required("branch"), Text("taskId"), Text("agentName"), Texts("filesModified")],
        MailType.Merged => [Required("branch"), Text("taskId"), Text("tier"), Text("commit")],
        MailType.MergeFailed => [Required("branch"), Text("taskId"), Texts("conflictFiles"), Text("errorMessage")],
        MailType.Escalation => [Required(Escalation.SeverityField, "warning", "error", "critical"), Text("taskId"), Text("context"), Texts(Escalation.AreaField)],
        MailType.HealthCheck => [Text("agentName"), Text("checkType", "liveness", "readiness")],
        MailType.Dispatch =>
        [
            Required("taskId"), Text("specPath"), Text("capability"), Texts("fileScope"), Flag("skipScouts"), Flag("skipReview"), Number("maxAgents"),
        ],
        MailType.Assign => [Required("taskId"), Text("specPath"), Text("workerName"), Text("branch")],
        MailType.DecisionGate => [new PayloadField("options", PayloadKind.List, true), Text("context"), Text("recommendation"), Text("taskId")],
        MailType.Question => [new PayloadField("options", PayloadKind.List, false), Text("taskId"), Texts(ScopeRequest.Field)],
        MailType.Error => [Text("taskId"), Text("context"), Flag("retryable")],
        _ => [Text("taskId")],
    };

    private static PayloadField Text(string name, params string[] words) => new(name, PayloadKind.Text, false, words);

    private static PayloadField Required(string name, params string[] words) => new(name, PayloadKind.Text, true, words);

    private static PayloadField Texts(string name) => new(name, PayloadKind.Texts, false);

    private static PayloadField Number(string name) => new(name, PayloadKind.Number, false);

    private static PayloadField Flag(string name) => new(name, PayloadKind.Flag, false);
}
