using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ov.Core;
using Ov.Core.Text;

namespace Ov.Cli;

/// <summary>The JSON document of an answer or an error (contract, "JSON").</summary>
internal static class Envelope
{
    public const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="rehearsed">Nothing was changed: the fields tell what would be (<c>--dry-run</c>).</param>
    public static string Success(string command, bool success, byte[]? fields, bool rehearsed = false)
    {
        var head = $"{{\"success\":{(success ? "true" : "false")},\"command\":{Quote(command)},\"schemaVersion\":{SchemaVersion}{(rehearsed ? ",\"dryRun\":true" : "")}";
        var inner = fields is null ? "" : Encoding.UTF8.GetString(fields)[1..^1];
        return inner.Length == 0 ? head + "}" : $"{head},{inner}}}";
    }

    public static string Error(string command, OvException error)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteBoolean("success", false);
            json.WriteString("command", command);
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("error", error.Message);
            json.WriteString("code", error.Code.Name);
            json.WriteString("hint", error.Hint);
            json.WriteBoolean("retryable", error.Code.Retryable);
            foreach (var (name, value) in error.Facts)
            {
                json.WriteString(name, value);
            }

            foreach (var (name, values) in error.Lists)
            {
                json.WriteStartArray(name);
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return VisibleText.InJson(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
