using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ov.Cli.Schemas;
using Ov.Tests.Support;

namespace Ov.Tests.House;

/// <summary>
/// Whatever is asked of whichever command: with <c>--json</c> exactly one document is on standard output, ended by one newline and nothing
/// else, and it fits the published schema; an error is one line on standard error besides.
/// </summary>
public sealed class JsonAnswerTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly SchemaCheck _schema = new(AnswerSchema.Of("ov", CommandLine.Commands().Select(one => (one.Command, one.Guide))));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Every_example_answers_with_one_document_in_an_empty_project() =>
        None(Commands().SelectMany(command => Examples(command).SelectMany(words => Faults(Ov([.. words, "--json"]), command))));

    [Fact]
    public void Outside_a_project_too_and_with_the_option_in_front()
    {
        Directory.Delete(Path.Combine(_project.Root, ".git"), recursive: true);
        None(Commands().Where(command => command != "init").SelectMany(command => Examples(command).SelectMany(words => Faults(Ov(["--json", .. words]), command))));
    }

    [Fact]
    public void What_the_parser_refuses_is_a_document_as_well() =>
        None(Commands().SelectMany(command => Faults(Ov([.. command.Split(' '), "--no-such-option", "--json"]), command)
            .Concat(Faults(Ov(["--json", .. command.Split(' '), "--no-such-option"]), command))));

    [Fact]
    public void A_noun_without_its_verb_and_a_mistyped_word_are_documents_too()
    {
        None(Faults(Ov("--version", "--json"), "version").Concat(Faults(Ov("task", "--json"), "task")).Concat(Faults(Ov("tsak", "--json"), "")));
    }

    [Fact]
    public void Help_itself_is_a_document_too() =>
        None(Commands().SelectMany(command => Faults(Ov([.. command.Split(' '), "--help", "--json"]), "help").Concat(Faults(Ov(["--json", .. command.Split(' '), "-h"]), "help")))
            .Concat(Faults(Ov("--json"), "help")));

    private static IEnumerable<string> Commands() => CommandLine.Commands().Select(one => one.Path);

    /// <summary>The examples as they can be run here: nothing is started, waited for or changed, and no shell is there.</summary>
    private static IEnumerable<string[]> Examples(string path)
    {
        var (_, command, guide) = CommandLine.Commands().Single(one => one.Path == path);
        var dry = command.Options.Any(option => option.Name == "--dry-run") ? new[] { "--dry-run" } : [];
        return guide.Examples.Where(example => !Regex.IsMatch(example, @"[|<>]| -- |--json|--dry-run|--follow|--speed|--background|--wait\b|^ov demo"))
            .Select(example => Regex.Matches(example, @"(?:""[^""]*""|'[^']*'|[^\s""'])+").Select(word => Regex.Replace(word.Value, @"[""']", "")).Skip(1))
            .Select(words => (string[])[.. words, .. dry, .. path == "wait" ? new[] { "--timeout", "1ms" } : []]);
    }

    private Answered Ov(params string[] words) => _project.Ov([], words);

    private IEnumerable<string> Faults(Answered run, string command)
    {
        // A hook says nothing on standard output when it fails.
        if (run is { Exit: 0, Out: "" } && CommandLine.Commands().Any(one => one.Path == command && (one.Guide.Hook || one.Guide.HookWhen is not null)))
        {
            return [];
        }

        return Document(run, command).Select(fault => $"{fault}\n{run}");
    }

    private List<string> Document(Answered run, string command)
    {
        if (run.Out.Count(letter => letter == '\n') != 1 || !run.Out.EndsWith('\n'))
        {
            return ["standard output is not exactly one line"];
        }

        JsonObject document;
        try
        {
            document = (JsonObject)JsonNode.Parse(run.Out)!;
        }
        catch (Exception fault) when (fault is JsonException or InvalidCastException)
        {
            return ["standard output is no JSON object"];
        }

        var faults = _schema.Faults(document).ToList();
        if (document["command"]!.GetValue<string>() != command)
        {
            faults.Add($"it speaks of '{document["command"]}', not of '{command}'");
        }

        if (document["success"]!.GetValue<bool>() != (run.Exit == 0))
        {
            faults.Add($"success is {document["success"]} at exit status {run.Exit}");
        }

        if (document.ContainsKey("error") && document.ContainsKey("retryable") && (run.Error.Count(letter => letter == '\n') != 1 || !run.Error.StartsWith("Error [", StringComparison.Ordinal)))
        {
            faults.Add("standard error does not say the error in one line");
        }

        return faults;
    }

    private static void None(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }
}
