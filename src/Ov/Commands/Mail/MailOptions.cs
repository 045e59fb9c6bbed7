using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary>Options that several mail commands share.</summary>
internal static class MailOptions
{
    public static Option<string?> From() => new("--from") { Description = "Speak as this agent (needs its secret).", HelpName = "agent" };

    public static Option<string?> Agent() => new("--agent") { Description = "Speak as this agent (needs its secret); wins over --from.", HelpName = "agent" };

    public static Option<string> To() => new("--to") { Description = "An agent, 'operator', @all, or a role such as @builders.", HelpName = "recipient", Required = true };

    public static Option<string> Subject() => new("--subject") { Description = "One line.", HelpName = "text", Required = true };

    public static Option<string?> Payload() => new("--payload") { Description = "A JSON object; its fields are checked by the mail's type.", HelpName = "json" };

    public static Option<string?> Priority() => new Option<string?>("--priority")
    {
        Description = $"{Priorities} (normal).", HelpName = "priority",
    }.Completes(() => SnakeCase.Words<MailPriority>());

    public static Option<string?> Type() =>
        new Option<string?>("--type") { Description = "The mail's type (status); see below.", HelpName = "type" }.Completes(() => SnakeCase.Words<MailType>());

    public static Option<string?> Severity() => new Option<string?>("--severity")
    {
        Description = $"Of an escalation: {Severities} (error).", HelpName = "severity",
    }.Completes(() => SnakeCase.Words<Severity>());

    public static Severity? SeverityOf(string? word) => word is null ? null : Word(word, Core.Mail.Severity.Error, "--severity");

    public static MailType TypeOf(string? word) => Word(word, MailType.Status, "--type");

    public static MailPriority PriorityOf(string? word) => Word(word, MailPriority.Normal, "--priority");

    /// <summary>Written out, as the others here: asking an enum for its words costs each 'ov mail check' 1 %, though it shows none.</summary>
    public const string Types =
        "status, question, result, error, worker_done, worker_died, merge_ready, merged, merge_failed, escalation, health_check, dispatch, assign, decision_gate, info";

    public const string Priorities = "low, normal, high, urgent";

    public const string Severities = "warning, error, critical";

    public const string TypesSentence = $"Types: {Types}.";

    private static T Word<T>(string? word, T otherwise, string option) where T : struct, Enum
    {
        if (word is null)
        {
            return otherwise;
        }

        return SnakeCase.TryParse<T>(word.Replace('-', '_'), out var value) ? value : throw new OvException(
            ErrorCode.Usage, $"{option} cannot be '{word}'.{Nearest.Sentence(word, SnakeCase.Words<T>())}", $"It is one of: {string.Join(", ", SnakeCase.Words<T>())}.");
    }
}
