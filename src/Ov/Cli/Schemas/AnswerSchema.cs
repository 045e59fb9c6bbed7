using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ov.Core;
using Ov.Core.Outboxes;

namespace Ov.Cli.Schemas;

/// <summary>
/// The JSON Schema of what commands answer with <c>--json</c>: one document, in which <c>#/$defs/&lt;command&gt;</c> is the answer of a command
/// and <c>#/$defs/error</c> any error. Objects are open: a field may be added at any time, none is renamed or retyped within a schemaVersion.
/// </summary>
internal static class AnswerSchema
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <param name="title">Whose answers, such as <c>ov mail send</c>.</param>
    public static JsonObject Of(string title, IEnumerable<(Command Command, CommandGuide Guide)> commands)
    {
        var types = new TypeSchemas();
        var (either, answers) = (new JsonArray(), new JsonObject());
        foreach (var (command, guide) in commands)
        {
            var path = CommandRunner.PathOf(command);
            answers.Add(path, Answer(path, command.Description, guide, types));
            either.Add((JsonNode)Reference(path));
        }

        either.Add((JsonNode)Reference("error"));
        answers.Add("error", Error());
        foreach (var (name, schema) in types.Definitions)
        {
            answers.Add(name, schema);
        }

        return new JsonObject { ["$schema"] = Dialect, ["title"] = title, ["anyOf"] = either, ["$defs"] = answers };
    }

    private static JsonObject Answer(string path, string? description, CommandGuide guide, TypeSchemas types)
    {
        var forms = guide.AlsoAnswers.Prepend(new AnswerForm("", guide.Answer!)).Concat(Outbox.Verbs.Contains(path) ? [OutboxDoor.Form] : Array.Empty<AnswerForm>()).Select(form => Form(path, form, guide, types)).ToArray();
        if (forms.Length > 1)
        {
            return new JsonObject { ["description"] = description, ["anyOf"] = new JsonArray([.. forms]) };
        }

        forms[0]["description"] = description;
        return forms[0];
    }

    private static JsonObject Form(string path, AnswerForm form, CommandGuide guide, TypeSchemas types)
    {
        var properties = new JsonObject
        {
            ["success"] = new JsonObject { ["type"] = "boolean" },
            ["command"] = new JsonObject { ["const"] = path },
            ["schemaVersion"] = new JsonObject { ["const"] = Envelope.SchemaVersion },
        };
        var required = new JsonArray("success", "command", "schemaVersion");
        var (fields, needed) = types.Fields(form.Answer());
        if (DryRun.IsRehearsal(guide) && !fields.ContainsKey("dryRun"))
        {
            properties.Add("dryRun", new JsonObject { ["const"] = true });
        }

        Move(fields, properties);
        foreach (var name in needed)
        {
            required.Add(name!.DeepClone());
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        if (form.When.Length > 0)
        {
            schema["description"] = form.When;
        }

        return schema;
    }

    private static JsonObject Error() => new()
    {
        ["description"] = "Any refusal or failure; further fields are facts about it.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["success"] = new JsonObject { ["const"] = false },
            ["command"] = new JsonObject { ["type"] = "string" },
            ["schemaVersion"] = new JsonObject { ["const"] = Envelope.SchemaVersion },
            ["error"] = new JsonObject { ["type"] = "string" },
            ["code"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ErrorCode.All.Select(code => (JsonNode?)code.Name)]) },
            ["hint"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
            ["retryable"] = new JsonObject { ["type"] = "boolean" },
        },
        ["required"] = new JsonArray("success", "command", "schemaVersion", "error", "code", "hint", "retryable"),
        ["additionalProperties"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "string" },
                new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
        },
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name.Replace(" ", "%20", StringComparison.Ordinal)}" };

    private static void Move(JsonObject from, JsonObject to)
    {
        foreach (var (name, schema) in from.ToList())
        {
            from.Remove(name);
            to.Add(name, schema);
        }
    }
}
