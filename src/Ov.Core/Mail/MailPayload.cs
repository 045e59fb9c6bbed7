using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Checks a payload against its mail type and writes it in one line.</summary>
public static class MailPayload
{
    /// <summary>The field that says which question an answer belongs to.</summary>
    public const string Correlation = "correlationId";

    /// <summary>Longest payload in UTF-8 bytes.</summary>
    public const int Limit = 64 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The payload on one line, unknown fields kept; null stays null.</summary>
    /// <exception cref="OvException">invalid-payload, naming the field and what was expected.</exception>
    public static string? Check(MailType type, string? payload)
    {
        if (payload is null)
        {
            return null;
        }

        if (Encoding.UTF8.GetByteCount(payload) > Limit)
        {
            throw Wrong($"The payload is longer than {Limit / 1024} kB.", "Put long text into the body or a file, and name the file.");
        }

        using var document = Parse(payload);
        foreach (var field in PayloadTable.Of(type))
        {
            CheckField(type, field, document.RootElement);
        }

        return Compact(document.RootElement);
    }

    /// <summary>An answer's payload with the correlation id of what it answers; as it is where that has none.</summary>
    /// <exception cref="OvException">invalid-payload.</exception>
    public static string? Echo(string? question, string? payload)
    {
        if (Text(question, Correlation) is not { } id)
        {
            return payload;
        }

        return With(payload, Correlation, json => json.WriteStringValue(id));
    }

    /// <summary>A payload with one field set, in front of all others.</summary>
    /// <exception cref="OvException">invalid-payload.</exception>
    public static string With(string? payload, string name, Action<Utf8JsonWriter> value)
    {
        using var given = payload is null ? null : Parse(payload);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
            value(json);
            foreach (var field in given is null ? [] : given.RootElement.EnumerateObject().Where(field => field.Name != name).ToArray())
            {
                field.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A text field of a checked payload, or null.</summary>
    public static string? Text(string? payload, string field) =>
        Field(payload, field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Whether a checked payload says true to a field.</summary>
    public static bool IsSet(string? payload, string field) => Field(payload, field) is { ValueKind: JsonValueKind.True };

    /// <summary>A list of texts of a checked payload, or null.</summary>
    public static IReadOnlyList<string>? Texts(string? payload, string field) =>
        Field(payload, field) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;

    /// <summary>The texts in a list of a checked payload, whatever else it holds.</summary>
    public static IReadOnlyList<string> Words(string? payload, string field) =>
        Field(payload, field) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];

    private static JsonElement? Field(string? payload, string field)
    {
        if (payload is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(payload);
        return document.RootElement.TryGetProperty(field, out var value) ? value.Clone() : null;
    }

    private static JsonDocument Parse(string payload)
    {
        try
        {
            var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Wrong("The payload is JSON but no object.", "For example: --payload '{\"taskId\":\"task-k3v9q2mz\"}'");
        }
        catch (JsonException error)
        {
            throw Wrong($"The payload is no valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}).", "For example: --payload '{\"taskId\":\"task-k3v9q2mz\"}'");
        }
    }

    private static void CheckField(MailType type, PayloadField field, JsonElement payload)
    {
        var given = payload.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null;
        if (!given && field.Required)
        {
            throw Wrong($"The payload of {type.Word()} lacks '{field.Name}': {field.Expected}.", Shape(type));
        }

        if (given && !Fits(field, value))
        {
            throw Wrong($"The payload of {type.Word()} has the wrong '{field.Name}': expected {field.Expected}.", Shape(type));
        }
    }

    private static bool Fits(PayloadField field, JsonElement value) => field.Kind switch
    {
        PayloadKind.Text => value.ValueKind == JsonValueKind.String && (field.Words.Length == 0 || field.Words.Contains(value.GetString())),
        PayloadKind.Number => value.ValueKind == JsonValueKind.Number,
        PayloadKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        PayloadKind.Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
        _ => value.ValueKind == JsonValueKind.Array && (!field.Required || value.GetArrayLength() > 0),
    };

    private static string Shape(MailType type) => "It may hold: " + string.Join(
        "; ", PayloadTable.Of(type).Select(field => $"{field.Name} ({field.Expected}{(field.Required ? ", required" : "")})")) + "; other fields are kept.";

    private static string Compact(JsonElement payload)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            payload.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static OvException Wrong(string message, string hint) => new(ErrorCode.InvalidPayload, message, hint);
}
