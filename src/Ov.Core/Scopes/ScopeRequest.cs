using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Scopes;

/// <summary>A question for more files: mail that names them in its payload. Words do not answer it, <see cref="ScopeDecider"/> does.</summary>
public static class ScopeRequest
{
    internal const string Field = "scope";

    public static bool Is(Message mail) => FilesOf(mail).Count > 0;

    /// <summary>The globs asked for; none in any other mail.</summary>
    public static IReadOnlyList<string> FilesOf(Message mail) => mail.Type == MailType.Question ? MailPayload.Texts(mail.Payload, Field) ?? [] : [];

    /// <summary>By the mail, or by the agent that asks when it has one request open.</summary>
    /// <exception cref="OvException">not-found, ambiguous-id, state.</exception>
    internal static Message Require(Sql sql, string text)
    {
        if (AgentStore.Live(sql, text) is not { } agent)
        {
            var mail = MailFinder.Require(sql, text);
            return Is(mail) ? mail : throw new OvException(ErrorCode.State, $"{mail.Id} asks for no files.", $"See 'ov mail read {mail.Id}'.");
        }

        var open = MailStore.OpenQuestionsOf(sql, agent.Name, agent.Id).Where(Is).ToList();
        return open.Count switch
        {
            1 => open[0],
            0 => throw new OvException(ErrorCode.NotFound, $"{agent.Name} waits for no files.", "See 'ov mail list --type question'."),
            _ => throw new OvException(ErrorCode.AmbiguousId, $"{agent.Name} has asked more than once: {string.Join(", ", open.Select(mail => $"{mail.Id} ({string.Join(", ", FilesOf(mail))})"))}."),
        };
    }

    /// <summary>The command that answers a question, of whatever kind.</summary>
    public static string HowToAnswer(Message question) => Is(question) ? $"ov scope grant {question.Id}" : $"ov mail answer {question.Id} --body \"…\"";
}

/// <summary>What a request for files came to.</summary>
/// <param name="Id">The mail that asks.</param>
/// <param name="AskedOf">Who decides.</param>
/// <param name="Files">What was asked for.</param>
/// <param name="Scope">What the agent may change now.</param>
public sealed record ScopeAnswer(string Id, string AgentName, string AskedOf, IReadOnlyList<string> Files, IReadOnlyList<string> Scope);

/// <summary>What the mail of a request carries.</summary>
public sealed record ScopePayload(string? TaskId, IReadOnlyList<string> Scope);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScopeAnswer))]
[JsonSerializable(typeof(ScopePayload))]
public sealed partial class ScopeJson : JsonSerializerContext;
