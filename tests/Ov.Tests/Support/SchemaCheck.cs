using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ov.Tests.Support;

/// <summary>
/// Holds a document against one of our schemas: the keywords that <c>ov schema</c> uses, and no others (an unknown keyword fails). Stricter
/// than the schema says: a field that it does not name is a fault, for here a field that nobody published is one.
/// </summary>
internal sealed class SchemaCheck(JsonObject schema)
{
    private static readonly HashSet<string> Known =
        ["$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "format", "properties", "required", "items", "additionalProperties", "anyOf"];

    /// <summary>What is wrong with an answer of a command, or with an error; nothing when it fits.</summary>
    public IReadOnlyList<string> Faults(JsonObject document)
    {
        var name = document["command"]?.GetValue<string>() ?? "";
        IReadOnlyList<string> faults = schema["$defs"]![name] is { } own ? [.. Faults(own, document, "")] : [$"there is no schema of '{name}'"];
        // An answer may tell of what went wrong too, as the doctor's does.
        return faults.Count > 0 && document.ContainsKey("code") && document.ContainsKey("error") ? [.. Faults(schema["$defs"]!["error"]!, document, "")] : faults;
    }

    public IEnumerable<string> Faults(JsonNode rule, JsonNode? value, string path)
    {
        if (rule is not JsonObject known)
        {
            return rule.GetValue<bool>() ? [] : [$"{path} may not be there"];
        }

        var strange = known.Select(keyword => keyword.Key).Where(keyword => !Known.Contains(keyword)).Select(keyword => $"{path}: unknown keyword {keyword}");
        return strange.Concat(ByReference(known, value, path)).Concat(ByValue(known, value, path)).Concat(value switch
        {
            JsonObject fields => ByFields(known, fields, path),
            JsonArray items when known["items"] is { } item => items.SelectMany((one, index) => Faults(item, one, $"{path}[{index}]")),
            _ => [],
        });
    }

    private IEnumerable<string> ByReference(JsonObject rule, JsonNode? value, string path)
    {
        if (rule["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = Uri.UnescapeDataString(reference["#/$defs/".Length..]);
            return schema["$defs"]![name] is { } target ? Faults(target, value, path) : [$"{path}: {reference} leads nowhere"];
        }

        if (rule["anyOf"] is not JsonArray forms)
        {
            return [];
        }

        var tried = forms.Select(form => Faults(form!, value, path).ToList()).OrderBy(faults => faults.Count).ToList();
        return tried[0];
    }

    private static IEnumerable<string> ByValue(JsonObject rule, JsonNode? value, string path)
    {
        if (rule["const"] is { } only && !JsonNode.DeepEquals(only, value))
        {
            yield return $"{path} is {Text(value)}, not {only.ToJsonString()}";
        }

        if (rule["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            yield return $"{path} is {Text(value)}, none of {words.ToJsonString()}";
        }

        // In a snapshot a time is a word in braces.
        if (rule["format"] is not null && value?.GetValueKind() == System.Text.Json.JsonValueKind.String && !Regex.IsMatch(value.GetValue<string>(), @"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|\{.+\})$"))
        {
            yield return $"{path} is {Text(value)}, no time in UTC with milliseconds";
        }

        var types = rule["type"] switch { JsonArray several => several.Select(one => one!.GetValue<string>()), { } one => [one.GetValue<string>()], _ => [] };
        if (types.Any() && !types.Any(type => Is(type, value)))
        {
            yield return $"{path} is {Text(value)}, not {string.Join(" or ", types)}";
        }
    }

    private IEnumerable<string> ByFields(JsonObject rule, JsonObject fields, string path)
    {
        if (rule["properties"] is not JsonObject properties)
        {
            return rule["additionalProperties"] is { } any ? fields.SelectMany(field => Faults(any, field.Value, $"{path}.{field.Key}")) : [];
        }

        var missing = ((JsonArray)rule["required"]!).Select(name => name!.GetValue<string>()).Where(name => !fields.ContainsKey(name)).Select(name => $"{path}.{name} is missing");
        return missing.Concat(fields.SelectMany(field =>
            properties[field.Key] is { } own ? Faults(own, field.Value, $"{path}.{field.Key}")
            : rule["additionalProperties"] is { } any ? Faults(any, field.Value, $"{path}.{field.Key}")
            : [$"{path}.{field.Key} is not published"]));
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("null", null) => true,
        ("object", System.Text.Json.JsonValueKind.Object) => true,
        ("array", System.Text.Json.JsonValueKind.Array) => true,
        ("string", System.Text.Json.JsonValueKind.String) => true,
        ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        ("number", System.Text.Json.JsonValueKind.Number) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => !value!.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => false,
    };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
