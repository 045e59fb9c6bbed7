using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Help;
using Ov.Cli.Schemas;
using Ov.Core;

namespace Ov.Commands;

/// <summary><c>ov schema [&lt;command&gt;…]</c>: the contract of <c>--json</c>, as a JSON Schema.</summary>
internal static class SchemaCommand
{
    public const string Word = "schema";

    private static readonly JsonWriterOptions Writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("command") { Description = "A command, or a noun for all its verbs; else every command.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(Word, "Print the JSON Schema of what commands answer with --json") { words };
        var guide = new CommandGuide("ov schema", "ov schema task list", "ov schema mail --json")
        {
            Answer = () => SchemaJson.Default.SchemaAnswer, Refusals = [ErrorCode.NotFound],
            About = "JSON Schema 2020-12. #/$defs/<command> is the answer of a command, #/$defs/error any error. 'success' is false in an answer when not\n"
                + "all was done that was asked for. Fields may be added at any time; none is renamed or changes its type while schemaVersion stays.\n"
                + "With --follow the schema is that of each line.",
        };
        return runner.Define(command, guide, (_, parse) =>
        {
            var asked = parse.GetValue(words) ?? [];
            var root = parse.RootCommandResult.Command;
            var schema = AnswerSchema.Of(
                string.Join(' ', ["ov", .. asked]),
                Commands(new HelpFinder(runner, root).CommandOf(asked)).Select(found => (found, runner.GuideOf(found)!)));
            return CommandResult.Of(new SchemaAnswer(schema), () => SchemaJson.Default.SchemaAnswer, (answer, view) => view.Raw(Text(answer.Schema)));
        });
    }

    private static IEnumerable<Command> Commands(Command chosen) =>
        (chosen.Action is null || !chosen.Parents.Any() ? [] : new[] { chosen }).Concat(CommandTree.Leaves(chosen));

    private static string Text(JsonNode schema)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            schema.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

internal sealed record SchemaAnswer(JsonObject Schema);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchemaAnswer))]
internal sealed partial class SchemaJson : JsonSerializerContext;
