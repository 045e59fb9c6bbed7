using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ov.Core.Config;

/// <summary>The table of keys as a JSON Schema, for editors: they complete and check <c>config.yaml</c> while it is written.</summary>
public static class ConfigSchema
{
    private const string Duration = "^([0-9]+(ms|s|m|h|d))+$|^0$";

    private static readonly JsonWriterOptions Writing = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            Root().WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static JsonObject Root()
    {
        var root = Section();
        foreach (var key in ConfigKeys.All)
        {
            Put(root, key.Path, Of(key));
            foreach (var alias in key.Aliases)
            {
                var other = Of(key);
                other["description"] = $"Overstory's name of {key.Path}.";
                Put(root, alias, other);
            }
        }

        foreach (var path in ConfigKeys.Unused.Where(path => path.Contains('.') || Known(root, path) is null))
        {
            Put(root, path, new JsonObject { ["description"] = "Overstory's; it means nothing to ov.", ["deprecated"] = true });
        }

        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Settings of ov" };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            schema[name] = value;
        }

        return schema;
    }

    private static JsonObject Section() => new() { ["type"] = Types("object", "null"), ["additionalProperties"] = false, ["properties"] = new JsonObject() };

    private static JsonNode? Known(JsonObject section, string word) => section["properties"]![word];

    private static void Put(JsonObject root, string path, JsonObject value)
    {
        var section = root;
        var words = path.Split('.');
        foreach (var word in words[..^1])
        {
            if (Known(section, word) is not JsonObject next)
            {
                section["properties"]![word] = next = Section();
            }

            section = next;
        }

        if (Known(section, words[^1]) is JsonObject known)
        {
            // Keys of its own beside names that the user chooses.
            known["additionalProperties"] = value["additionalProperties"]?.DeepClone();
            known["description"] = value["description"]?.DeepClone();
            return;
        }

        section["properties"]![words[^1]] = value;
    }

    private static JsonObject Of(ConfigKey key)
    {
        var shape = Shape(key);
        shape["description"] = $"{key.Description} It must be {key.Allowed}.{(key.DefaultText.Length > 0 ? $" Default: {key.DefaultText}." : "")}";
        return shape;
    }

    private static JsonObject Shape(ConfigKey key) => key.Type switch
    {
        ConfigType.Boolean => new() { ["type"] = Types("boolean", "null") },
        ConfigType.Integer => new() { ["type"] = Types("integer", "null"), ["minimum"] = key.Least },
        ConfigType.Choice => OneOf([.. key.Words]),
        ConfigType.Duration => Any(
            key.Least is { } least ? new() { ["type"] = "integer", ["minimum"] = least } : new() { ["const"] = 0 },
            new() { ["type"] = "string", ["pattern"] = Duration }, Null()),
        ConfigType.List when key == ConfigKeys.Setup || key == ConfigKeys.NotifyCommands => List(Any(Command(), CommandMap(named: false))),
        ConfigType.List when key == ConfigKeys.Gates || key == ConfigKeys.QualityGates => List(CommandMap(named: true)),
        ConfigType.List when key == ConfigKeys.Caches => List(Object(("path", Word()), ("key", Any(Word(), List(Word()))))),
        ConfigType.List => List(Word()),
        ConfigType.Map when key == ConfigKeys.Roles => MapOf(Role()),
        ConfigType.Map when key == ConfigKeys.Budgets => Object(("agent", Limits()), ("task", Limits()), ("run", Limits()), ("day", Limits(("maxAgents", Count())))),
        ConfigType.Map when key == ConfigKeys.Prices => MapOf(Object([.. PriceReader.Words.Select(word => (word, new JsonObject { ["type"] = Types("number", "string", "null") }))])),
        ConfigType.Map when key == ConfigKeys.Runtimes => MapOf(Runtime()),
        ConfigType.Map when key == ConfigKeys.Env => MapOf(new JsonObject { ["type"] = Types("string", "number", "boolean", "null") }),
        ConfigType.Map => Any(Command(), MapOf(Any(Command(), Null()))),
        _ => new() { ["type"] = Types("string", "number", "null") },
    };

    private static JsonObject Role() => Limits(
        ("canSpawn", List(Word())), ("readOnly", new JsonObject { ["type"] = Types("boolean", "null") }), ("implicitCompletion", new JsonObject { ["type"] = Types("boolean", "null") }), ("prompt", Word()), ("model", Word()), ("tools", List(Word())));

    private static JsonObject Limits(params (string Name, JsonObject Shape)[] more) => Object(
        [("maxTurns", Count()), ("maxTokens", Count()), ("maxCostUsd", new JsonObject { ["type"] = Types("number", "string", "null") }), ("maxMinutes", Count()), .. more]);

    private static JsonObject Count() => new() { ["type"] = Types("integer", "null"), ["minimum"] = 1 };

    private static JsonObject Runtime() => Object(
        ("model", Word()), ("effort", Word()), ("permission", OneOf("least", "full")), ("args", List(Word())), ("models", MapOf(Word())),
        ("command", Parts()), ("resume", Parts()), ("prompt", OneOf("stdin", "argument", "file")), ("events", OneOf([.. RuntimeOverride.EventFormats])),
        ("terminal", Object(("command", Parts()), ("ready", Word()), ("busy", Word()))));

    /// <summary>A program and its arguments, some of which stand or fall together.</summary>
    private static JsonObject Parts() => List(Any(Word(), List(Word())));

    private static JsonObject CommandMap(bool named)
    {
        var map = Object(
            ("name", Word()), ("command", Command()), ("timeout", new JsonObject { ["type"] = "string", ["pattern"] = Duration }), ("description", Word()));
        if (named)
        {
            map["properties"]!["results"] = Any(Word(), List(Word()));
        }

        map["required"] = named ? Types("name", "command") : Types("command");
        return map;
    }

    /// <summary>A line for the shell, or a program with its arguments.</summary>
    private static JsonObject Command() => Any(Word(), new() { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["type"] = Types("string", "number", "boolean") } });

    private static JsonObject Word() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject OneOf(params string[] words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word), null]) };

    private static JsonObject Null() => new() { ["type"] = "null" };

    private static JsonObject List(JsonObject item) => new() { ["type"] = Types("array", "null"), ["items"] = item };

    private static JsonObject MapOf(JsonObject value) => new() { ["type"] = Types("object", "null"), ["additionalProperties"] = value };

    private static JsonObject Any(params JsonObject[] shapes) => new() { ["anyOf"] = new JsonArray([.. shapes]) };

    private static JsonArray Types(params string[] types) => new([.. types.Select(type => (JsonNode)type)]);

    private static JsonObject Object(params (string Name, JsonObject Shape)[] properties)
    {
        var all = new JsonObject();
        foreach (var (name, shape) in properties)
        {
            all[name] = shape;
        }

        return new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = all };
    }
}
