using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Outboxes;

/// <summary>One command that an agent could not run itself, as it lies in its outbox. Whoever reads it believes nothing of it.</summary>
/// <param name="Agent">The incarnation that wrote it: what an older one left is not its successor's word.</param>
/// <param name="Words">The command line: its verb in two words first, no file named that has not been read already.</param>
/// <param name="Input">What the command reads on standard input; null for nothing.</param>
/// <param name="CanCommit">False when git's folder is forbidden too.</param>
public sealed record OutboxRequest(string Agent, IReadOnlyList<string> Words, string? Input, bool CanCommit)
{
    /// <summary>In bytes: room for the longest note, however it is escaped.</summary>
    public const int Limit = 8 << 20;

    private const int MostWords = 1000;

    public string Verb => string.Join(' ', Words.Take(2));

    /// <summary>What it says of itself; null with the reason when it is no request.</summary>
    public static OutboxRequest? Parse(byte[] json, out string fault)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json, OutboxJson.Default.OutboxRequest);
            fault = request is not { Agent: not null, Words.Count: > 0 and <= MostWords } || request.Words.Any(word => word is null) ? "it is no request"
                : !Outbox.Verbs.Contains(request.Verb) ? $"'ov {request.Verb}' is none of what is done for an agent: {string.Join(", ", Outbox.Verbs)}" : "";
            return fault.Length == 0 ? request : null;
        }
        catch (JsonException)
        {
            fault = "it is no request";
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboxRequest))]
internal sealed partial class OutboxJson : JsonSerializerContext;
