using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ov.EndToEnd;

/// <summary>What the contract promises of every JSON answer, whatever the command.</summary>
public static partial class JsonContract
{
    /// <summary>Fails with all that is wrong in the answer of that command.</summary>
    public static void Check(OvRun run, string command)
    {
        var faults = new List<string>();
        if (run.Stdout.Count(letter => letter == '\n') != 1 || !run.Stdout.EndsWith('\n'))
        {
            faults.Add("standard output is not exactly one line");
        }

        var root = run.Json;
        faults.AddRange(Envelope(run, root, command));
        if (command != "schema")
        {
            // A schema is made of words of its own.
            Walk(root, "", faults);
        }

        if (faults.Count > 0)
        {
            throw new Xunit.Sdk.XunitException($"{string.Join('\n', faults)}\n{run}");
        }
    }

    private static IEnumerable<string> Envelope(OvRun run, JsonElement root, string command)
    {
        var names = root.EnumerateObject().Select(property => property.Name).ToList();
        if (!names.Take(3).SequenceEqual(["success", "command", "schemaVersion"]))
        {
            yield return $"the document begins with {string.Join(", ", names.Take(3))}";
            yield break;
        }

        if (names.Distinct().Count() != names.Count)
        {
            yield return "a field is there twice";
        }

        if (root.GetProperty("success").GetBoolean() != (run.ExitCode == 0))
        {
            yield return $"success is {root.GetProperty("success")} at exit status {run.ExitCode}";
        }

        if (root.GetProperty("command").GetString() != command)
        {
            yield return $"command is '{root.GetProperty("command")}', not '{command}'";
        }

        if (root.GetProperty("schemaVersion").GetInt32() != 1)
        {
            yield return "schemaVersion is not 1";
        }

        if (names.Contains("error"))
        {
            foreach (var name in new[] { "error", "code", "hint", "retryable" }.Except(names))
            {
                yield return $"the error has no '{name}'";
            }

            if (run.Stderr.TrimEnd('\n').Contains('\n') || !run.Stderr.StartsWith("Error [", StringComparison.Ordinal))
            {
                yield return "standard error does not say the error in one line";
            }
        }
    }

    private static void Walk(JsonElement element, string path, List<string> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Field(property, $"{path}.{property.Name}", faults);
                    Walk(property.Value, $"{path}.{property.Name}", faults);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, path + "[]", faults);
                }

                break;
            case JsonValueKind.String when Time().IsMatch(element.GetString()!) && !UtcTime().IsMatch(element.GetString()!):
                faults.Add($"{path} is '{element}', not UTC with milliseconds and Z");
                break;
        }
    }

    private static void Field(JsonProperty property, string path, List<string> faults)
    {
        if (!CamelCase().IsMatch(property.Name))
        {
            faults.Add($"{path} is not camelCase");
        }

        var kind = property.Value.ValueKind;
        if (property.Name.EndsWith("At", StringComparison.Ordinal) && kind is not (JsonValueKind.Null or JsonValueKind.String))
        {
            faults.Add($"{path} is no time: {property.Value}");
        }

        if ((property.Name == "id" || property.Name.EndsWith("Id", StringComparison.Ordinal)) && kind is not (JsonValueKind.Null or JsonValueKind.String))
        {
            faults.Add($"{path} is no string: {property.Value}");
        }

        if (property.Name.EndsWith("Ms", StringComparison.Ordinal) && kind is not (JsonValueKind.Null or JsonValueKind.Number))
        {
            faults.Add($"{path} is no number: {property.Value}");
        }
    }

    [GeneratedRegex("^[a-z][a-zA-Z0-9]*$")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex UtcTime();
}
