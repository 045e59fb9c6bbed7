using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Adopting;

/// <summary>What kind of thing of Overstory's a key names.</summary>
internal enum AdoptedKind
{
    Run,
    Task,
    Session,
    Message,
    Merge,
    Group,
    Spec,
}

/// <summary>A run to be. Keys are Overstory's ids throughout; what ov makes up for it has a key of its own.</summary>
internal sealed record AdoptedRun(string Key, string Name, string Target, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Reason);

/// <summary>Work of the tracker, as far as Overstory's rows name it.</summary>
internal sealed record AdoptedTask(
    string Key, string Run, string Title, string Body, TaskState State, string? Reason, string Role, string? Branch, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal sealed record AdoptedAgent(
    ForeignSession Session, string Name, string Role, AgentState State, string? Reason, string Run, string? Task, ForeignCheckout? Checkout);

/// <param name="Read">False only for mail that still waits for the operator; for anybody else unread mail is dead.</param>
internal sealed record AdoptedMessage(ForeignMail Mail, string Id, string Sender, string Recipient, MailType Type, MailPriority Priority, string? Payload, string Body, MailState State);

internal sealed record AdoptedMerge(ForeignMerge Merge, string? Task, string Target, string Tip, MergeState State, string? Reason);

internal sealed record AdoptedGroup(ForeignGroup Group, string Name, GroupState State);

/// <param name="Task">Null when no row speaks of its task: then the note bears the file's name.</param>
internal sealed record AdoptedSpec(ForeignSpec Spec, string? Task);
