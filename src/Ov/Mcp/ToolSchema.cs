using System.Text.Json;

namespace Ov.Mcp;

/// <summary>The JSON schema of a tool's arguments, as short as it can be.</summary>
internal static class ToolSchema
{
    public static JsonElement Of(IReadOnlyList<ToolInput> inputs)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, inputs);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ToolInput> inputs)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var input in inputs)
        {
            json.WritePropertyName(input.Name);
            Write(json, input);
        }

        json.WriteEndObject();
        if (inputs.Any(input => input.IsRequired))
        {
            json.WritePropertyName("required");
            Write(json, inputs.Where(input => input.IsRequired).Select(input => input.Name));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ToolInput input)
    {
        json.WriteStartObject();
        json.WriteString("type", input.Kind switch { InputKind.Text => "string", InputKind.Number => "integer", InputKind.Object => "object", _ => "array" });
        if (input.Words.Count > 0)
        {
            json.WritePropertyName("enum");
            Write(json, input.Words);
        }

        if (input.Kind is InputKind.Texts or InputKind.Objects)
        {
            json.WritePropertyName("items");
            if (input.Kind == InputKind.Objects)
            {
                Write(json, input.Fields);
            }
            else
            {
                Write(json, ToolInput.Text(""));
            }
        }

        if (input.Description.Length > 0)
        {
            json.WriteString("description", input.Description);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray();
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
