using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ov.Cli.Schemas;

/// <summary>
/// The JSON Schemas of the types that answers are made of, each defined once and referred to by name. Read from the same descriptions that
/// write the JSON, so the two cannot differ.
/// </summary>
internal sealed class TypeSchemas
{
    private readonly Dictionary<(Type Type, JsonIgnoreCondition Nulls), string> _names = [];

    /// <summary>What was referred to, by name.</summary>
    public SortedDictionary<string, JsonNode> Definitions { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields of an object, as <c>properties</c> and <c>required</c>: a field that may be missing is not required and never null.</summary>
    public (JsonObject Properties, JsonArray Required) Fields(JsonTypeInfo type)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var property in type.Properties.Where(property => property.Get is not null))
        {
            var nullable = property.IsGetNullable;
            var mayMiss = nullable && (type.Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull || property.ShouldSerialize is not null);
            properties.Add(property.Name, Of(type.Options.GetTypeInfo(property.PropertyType), nullable && !mayMiss));
            if (!mayMiss)
            {
                required.Add((JsonNode?)property.Name);
            }
        }

        return (properties, required);
    }

    private JsonNode Of(JsonTypeInfo type, bool orNull)
    {
        if (Nullable.GetUnderlyingType(type.Type) is { } inner)
        {
            return Of(type.Options.GetTypeInfo(inner), orNull);
        }

        JsonNode schema = type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Item(type) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Item(type) },
            JsonTypeInfoKind.Object => new JsonObject { ["$ref"] = $"#/$defs/{Define(type)}" },
            _ => Simple(type),
        };
        return orNull ? OrNull(schema) : schema;
    }

    private JsonNode Item(JsonTypeInfo list)
    {
        var item = list.Options.GetTypeInfo(list.ElementType!);
        return Of(item, Nullable.GetUnderlyingType(item.Type) is not null);
    }

    private string Define(JsonTypeInfo type)
    {
        var key = (type.Type, type.Options.DefaultIgnoreCondition);
        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = type.Type.Name;
        for (var number = 2; _names.ContainsValue(name); number++)
        {
            name = $"{type.Type.Name}{number}";
        }

        _names.Add(key, name);
        var (properties, required) = Fields(type);
        Definitions.Add(name, new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required });
        return name;
    }

    private static JsonNode Simple(JsonTypeInfo type)
    {
        if (type.Type == typeof(DateTimeOffset))
        {
            return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        }

        if (JsonSchemaExporter.GetJsonSchemaAsNode(type) is not JsonObject schema)
        {
            // Any JSON at all, such as the payload of a mail.
            return true;
        }

        if (schema["type"] is JsonArray { Count: > 0 } several)
        {
            schema["type"] = several[0]!.GetValue<string>();
        }

        if (schema["enum"] is JsonArray words)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = words.DeepClone() };
        }

        return schema;
    }

    private static JsonNode OrNull(JsonNode schema)
    {
        if (schema is JsonObject { } known && known["type"] is JsonValue type)
        {
            known["type"] = new JsonArray(type.GetValue<string>(), "null");
            (known["enum"] as JsonArray)?.Add((JsonNode?)null);
            return known;
        }

        return schema is JsonObject { } named ? new JsonObject { ["anyOf"] = new JsonArray(named, new JsonObject { ["type"] = "null" }) } : schema;
    }
}
