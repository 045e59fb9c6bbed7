using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Mail;

/// <summary>A message as answers show it; field names are Overstory's where it has them.</summary>
/// <param name="Payload">JSON text, or null.</param>
/// <param name="Read">True once its reader acknowledged it.</param>
/// <param name="Attempts">How often an earlier reader took it and died.</param>
public sealed record MailItem(
    string Id, string From, string To, string Subject, string Body, MailType Type, MailPriority Priority, string ThreadId, string? ReplyTo,
    string? Payload, bool Read, MailState State, string AddressedTo, string? TaskId, string? RunId, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset? ReadAt)
{
    /// <summary>Somebody should have answered it by now; only <c>mail list</c> looks, elsewhere it is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Overdue { get; init; }

    public static MailItem Of(Message message) => new(
        message.Id, message.Sender, message.Recipient, message.Subject, message.Body, message.Type, message.Priority, message.ThreadId,
        message.ReplyTo, message.Payload, message.State is MailState.Read or MailState.Answered, message.State, message.AddressedTo,
        message.TaskId, message.RunId, message.Attempts, message.CreatedAt, message.ReadAt);
}

/// <summary>JSON forms of the answers about mail.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(SentMail))]
[JsonSerializable(typeof(CheckedMail))]
[JsonSerializable(typeof(MailList))]
[JsonSerializable(typeof(MailSearch))]
[JsonSerializable(typeof(PurgedMail))]
[JsonSerializable(typeof(ReadMail))]
[JsonSerializable(typeof(AskedMail))]
[JsonSerializable(typeof(AcknowledgedMail))]
public sealed partial class MailJson : JsonSerializerContext;
