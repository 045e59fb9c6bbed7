using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Proving;
using Ov.Core.Tasks;

namespace Ov.Commands.Proving;

/// <summary>Where something came from.</summary>
/// <param name="Commit">Null for a task or a merge that has not landed.</param>
/// <param name="Brought">The commit by which it came to the branch that was asked: often a merge.</param>
/// <param name="MatchedBy">trailer, ledger, history, or content: then the history was rewritten. Null when no landing is known.</param>
/// <param name="Used">Of the whole task, by the runtimes' own figures.</param>
internal sealed record WhyAnswer(
    string Asked, WhyCommit? Commit, string? Brought, string? MatchedBy, bool Rewritten, MergeItem? Merge, string? Run, WhyTask? Task, WhyAgent? Agent, IReadOnlyList<WhyGate> Gates,
    IReadOnlyList<WhyMail> Mail, CostSum? Used)
{
    public static WhyAnswer Of(Sql sql, Why why) => new(
        why.Asked,
        why.Commit is { } commit ? new WhyCommit(commit.Oid, commit.Subject, commit.Author.Name, commit.CommittedAt) : null, why.Brought, why.MatchedBy, why.MatchedBy == "content",
        why.Merge is { } merge ? MergeItem.Of(sql, merge) : null, why.Run?.Name,
        why.Task is { } task ? new WhyTask(task.Id, task.Number, task.Title, task.State, task.Summary, task.CreatedBy) : null,
        why.Agent is { } agent ? new WhyAgent(agent.Name, agent.Id, agent.Role, agent.Runtime, agent.Model) : null,
        [.. why.Gates.Select(gate => new WhyGate(gate.Command, gate.Passed, gate.ExitCode, gate.Output, gate.DurationMs, gate.At))],
        [.. why.Mail.Select(mail => new WhyMail(mail.Id, mail.ThreadId, mail.Sender, mail.Recipient, mail.Type, mail.Subject, mail.CreatedAt))], why.Used);
}

internal sealed record WhyCommit(string Commit, string Subject, string Author, DateTimeOffset CommittedAt);

internal sealed record WhyTask(string Id, int Number, string Title, TaskState State, string? Summary, string CreatedBy);

/// <param name="Model">Null where the runtime chose it.</param>
internal sealed record WhyAgent(string Name, string Id, string Role, string Runtime, string? Model);

/// <summary>What a gate said about the tree that landed.</summary>
internal sealed record WhyGate(string Command, bool Passed, int? ExitCode, string Output, long DurationMs, DateTimeOffset At);

internal sealed record WhyMail(string Id, string ThreadId, string From, string To, MailType Type, string Subject, DateTimeOffset SentAt);

/// <summary>How a history stands up against its receipts.</summary>
/// <param name="Missing">Landings that the ledger knows and the target has no more; only asked of a run's target.</param>
internal sealed record ProveAnswer(string Range, int Proved, int Rewritten, int Unproved, int False, int Missing, IReadOnlyList<ProofItem> Items)
{
    public static ProveAnswer Of(Proof proof) => new(
        proof.Range, proof.CountOf(ProofState.Proved), proof.CountOf(ProofState.Rewritten), proof.CountOf(ProofState.Unproved), proof.CountOf(ProofState.False), proof.CountOf(ProofState.Missing), proof.Items);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(ProveAnswer))]
internal sealed partial class ProvingJson : JsonSerializerContext;
