using System.Text;
using System.Text.Json;
using Ov.Core.Redacting;

namespace Ov.Core.Hooks;

/// <summary>
/// Reads the JSON that a runtime hands to its hooks. Only key fields are kept, redacted and cut; what is malformed or cut off gives
/// as much as could be read, because a hook never fails its host.
/// </summary>
public static class HookPayload
{
    /// <summary>Characters read of it; a tool that writes a file passes the whole file.</summary>
    public const int Limit = 512 * 1024;

    private const int ValueLimit = 400;
    private const int FieldLimit = 8;

    /// <summary>Fields of tool inputs that tell what a call does, in every runtime we know.</summary>
    internal static readonly HashSet<string> KeyFields =
    [
        "command", "file_path", "path", "notebook_path", "pattern", "glob", "query", "url", "description", "subagent_type", "skill", "old_path", "new_path", "cmd", "filePath",
    ];

    public static HookReport Read(TextReader input, Redactor redactor)
    {
        var buffer = new char[4096];
        var length = 0;
        while (length < Limit && input.ReadBlock(buffer, length, buffer.Length - length) is var read and > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 4);
            }
        }

        return Parse(Encoding.UTF8.GetBytes(buffer, 0, length), redactor);
    }

    public static HookReport Parse(ReadOnlySpan<byte> json, Redactor redactor)
    {
        var seen = new Seen(redactor);
        try
        {
            // Not the final block: a payload that was cut off is simply read as far as it goes.
            ReadObject(new Utf8JsonReader(json, isFinalBlock: false, default), seen);
        }
        catch (JsonException)
        {
            // What was understood before the mistake still counts.
        }

        return new HookReport(seen.Clean(seen.Tool), seen.ToolUseId, seen.Input, seen.Session, seen.Transcript);
    }

    private static void ReadObject(Utf8JsonReader reader, Seen seen)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (!reader.Read())
            {
                return;
            }

            if (reader.TokenType == JsonTokenType.StartObject && name is "tool_input" or "toolInput" or "toolArgs")
            {
                ReadInput(ref reader, seen);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                Take(seen, name, reader.GetString());
            }
            else if (!reader.TrySkip())
            {
                return;
            }
        }
    }

    private static void Take(Seen seen, string? name, string? value) => _ = name switch
    {
        "tool_name" or "toolName" => seen.Tool = value,
        "tool_use_id" or "toolUseId" => seen.ToolUseId = value,
        "session_id" or "sessionId" => seen.Session = value,
        "transcript_path" or "transcriptPath" => seen.Transcript = value,
        _ => null,
    };

    private static void ReadInput(ref Utf8JsonReader reader, Seen seen)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!reader.Read())
            {
                return;
            }

            if (reader.TokenType == JsonTokenType.String && KeyFields.Contains(name) && seen.Input.Count < FieldLimit)
            {
                seen.Input.Add(new(name, seen.Clean(reader.GetString())!));
            }
            else if (!reader.TrySkip())
            {
                return;
            }
        }
    }

    private sealed class Seen(Redactor redactor)
    {
        public string? Tool { get; set; }

        public string? ToolUseId { get; set; }

        public string? Session { get; set; }

        public string? Transcript { get; set; }

        public List<KeyValuePair<string, string>> Input { get; } = [];

        /// <summary>Redacted before it is cut: half a secret is still a secret.</summary>
        public string? Clean(string? text)
        {
            if (text is null)
            {
                return null;
            }

            var clean = redactor.Of(text.Length <= ValueLimit * 10 ? text : text[..(ValueLimit * 10)]);
            if (clean.Length > ValueLimit)
            {
                clean = clean[..ValueLimit] + "…";
            }

            return clean;
        }
    }
}
