using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ov.Cli.Schemas;
using Ov.Tests.Support;

namespace Ov.Tests.House;

/// <summary>
/// The schemas are a contract: each command's lies beside this file, so that a change of a published field is a reviewed difference, and
/// every JSON answer that is kept as a snapshot fits its command's. <c>OV_SNAPSHOT=accept dotnet test</c> writes them anew; CI never does.
/// </summary>
public sealed class SchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject _all = AnswerSchema.Of("ov", CommandLine.Commands().Select(one => (one.Command, one.Guide)));

    [Fact]
    [Trait(SourceTree.Kind, SourceTree.Generated)]
    public void The_published_schema_of_each_command_is_the_one_kept_here()
    {
        var kept = Directory.CreateDirectory(Path.Combine(Here(), "Schemas")).FullName;
        var wanted = CommandLine.Commands().ToDictionary(one => one.Path.Replace(' ', '-') + ".json", one => Text(Alone(AnswerSchema.Of($"ov {one.Path}", [(one.Command, one.Guide)]))));
        wanted.Add("error.json", Text(_all["$defs"]!["error"]!));
        if (SourceTree.Accepts)
        {
            foreach (var old in Directory.EnumerateFiles(kept))
            {
                File.Delete(old);
            }

            foreach (var (name, text) in wanted)
            {
                File.WriteAllText(Path.Combine(kept, name), text);
            }
        }

        var faults = wanted.Where(one => !File.Exists(Path.Combine(kept, one.Key))).Select(one => $"{one.Key} is not kept yet")
            .Concat(wanted.Where(one => File.Exists(Path.Combine(kept, one.Key)) && File.ReadAllText(Path.Combine(kept, one.Key)) != one.Value).Select(one => $"{one.Key} differs"))
            .Concat(Directory.EnumerateFiles(kept).Select(file => Path.GetFileName(file)!).Where(name => !wanted.ContainsKey(name)).Select(name => $"{name} is of no command"));
        None(faults, "Look at the difference, then accept it with OV_SNAPSHOT=accept: a published field is never renamed or retyped.");
    }

    [Fact]
    public void Every_json_snapshot_fits_the_schema_of_its_command()
    {
        var check = new SchemaCheck(_all);
        var folder = Path.Combine(Here(), "..", "..", "Ov.EndToEnd");
        var snapshots = Directory.EnumerateFiles(folder, "*.json.verified.txt", SearchOption.AllDirectories).ToList();
        Assert.True(snapshots.Count > 100, $"{snapshots.Count} snapshots in {folder}");
        None(snapshots.SelectMany(file => Documents(file).SelectMany(check.Faults).Select(fault => $"{Path.GetFileName(file)}: {fault}")));
    }

    [Theory]
    [InlineData("""{"success":true,"command":"task cancle","schemaVersion":1}""", "there is no schema of 'task cancle'")]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":1,"name":"ci"}""", ".revoked is missing")]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":1,"name":null,"revoked":1}""", ".name is null, not string")]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":1,"name":"ci","revoked":1.5}""", ".revoked is 1.5, not integer")]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":2,"name":"ci","revoked":1}""", ".schemaVersion is 2, not 1")]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":1,"name":"ci","revoked":1,"also":1}""", ".also is not published")]
    [InlineData("""{"success":false,"command":"x","schemaVersion":1,"error":"e","code":"odd","hint":null,"retryable":false}""", ".code is \"odd\"")]
    [InlineData("""{"success":false,"command":"x","schemaVersion":1,"error":"e","code":"state","hint":null,"retryable":false,"files":[1]}""", ".files is [1], not string")]
    [InlineData("""{"success":false,"command":"x","schemaVersion":1,"error":"e","code":"state","hint":null,"retryable":false,"files":["a"],"id":"b"}""", null)]
    [InlineData("""{"success":true,"command":"token revoke","schemaVersion":1,"dryRun":true,"name":"ci","revoked":1}""", null)]
    public void A_document_that_does_not_fit_is_noticed(string document, string? fault)
    {
        var found = new SchemaCheck(_all).Faults((JsonObject)JsonNode.Parse(document)!);
        Assert.True(fault is null ? found.Count == 0 : found is [var one] && one.StartsWith(fault, StringComparison.Ordinal), string.Join('\n', found));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.006Z", true)]
    [InlineData("2026-01-02T03:04:05Z", false)]
    [InlineData("2026-01-02T03:04:05.006+01:00", false)]
    public void A_time_that_is_not_utc_with_milliseconds_is_noticed(string time, bool fits) =>
        Assert.Equal(fits, !new SchemaCheck(_all).Faults(JsonNode.Parse("""{"type":"string","format":"date-time"}""")!, JsonValue.Create(time), "").Any());

    [Fact]
    public void Times_ids_and_lists_keep_the_contracts_form_in_every_schema()
    {
        var faults = new List<string>();
        Walk(_all["$defs"]!, "");
        None(faults);

        void Walk(JsonNode? node, string path)
        {
            foreach (var (name, rule) in ((node as JsonObject)?["properties"] as JsonObject)?.ToList() ?? [])
            {
                var types = rule is JsonObject && rule["type"] is { } type ? type.ToJsonString() : "";
                faults.AddRange(new (bool Wrong, string Word)[]
                {
                    (!Regex.IsMatch(name, "^[a-z][a-zA-Z0-9]*$"), "is not camelCase"),
                    (types.Contains("\"array\"", StringComparison.Ordinal) && types.Contains("null", StringComparison.Ordinal), "is a list that may be null"),
                    (name.EndsWith("At", StringComparison.Ordinal) && rule!["format"]?.GetValue<string>() != "date-time", "is no time"),
                    ((name == "id" || name.EndsWith("Id", StringComparison.Ordinal)) && !types.Contains("\"string\"", StringComparison.Ordinal), "is no string"),
                    (name.EndsWith("Ms", StringComparison.Ordinal) && !types.Contains("\"integer\"", StringComparison.Ordinal), "is no whole number"),
                    (name.EndsWith("Usd", StringComparison.Ordinal) && !types.Contains("\"number\"", StringComparison.Ordinal), "is no number"),
                }.Where(one => one.Wrong).Select(one => $"{path}.{name} {one.Word}: {rule?.ToJsonString()}"));
            }

            foreach (var (name, child) in (node as JsonObject)?.ToList() ?? [])
            {
                Walk(child, $"{path}.{name}");
            }

            foreach (var child in (node as JsonArray) ?? [])
            {
                Walk(child, path);
            }
        }
    }

    /// <summary>Without the error, which is kept once.</summary>
    private static JsonObject Alone(JsonObject schema)
    {
        ((JsonObject)schema["$defs"]!).Remove("error");
        return schema;
    }

    private static string Text(JsonNode schema) => schema.ToJsonString(Indented) + "\n";

    /// <summary>What was on standard output, one document a line or one in many; a number that differs between runs is any number.</summary>
    private static IEnumerable<JsonObject> Documents(string file)
    {
        var text = File.ReadAllText(file);
        var start = text.IndexOf("--- stdout\n", StringComparison.Ordinal) + "--- stdout\n".Length;
        var output = Regex.Replace(text[start..text.LastIndexOf("--- stderr", StringComparison.Ordinal)], @"(?<=[\[:,]\s*)\{[a-z][a-z0-9-]*\}", "0");
        return output.Length == 0 ? [] : (output.StartsWith("{\n", StringComparison.Ordinal) ? [output] : output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => (JsonObject)JsonNode.Parse(line)!);
    }

    private static void None(IEnumerable<string> faults, string advice = "")
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Append(advice)));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
