using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Discovering;
using Ov.Core.Json;
using Ov.Core.Runtimes.Exec;

namespace Ov.Commands;

/// <summary><c>ov discover</c>: scouts find out how a repository works that nobody here knows yet.</summary>
internal static class DiscoverCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (only, skip) = (Listed("--only", "Only these categories, comma-separated."), Listed("--skip", "All but these categories, comma-separated."));
        var runtime = new Option<string?>("--runtime") { Description = "The coding agent that runs their turns.", HelpName = "runtime" };
        var model = new Option<string?>("--model") { Description = "The model, in the runtime's words or by an alias of yours.", HelpName = "model" };
        var exec = new Option<string?>("--exec") { Description = "A shell line that each turn runs instead.", HelpName = "command" };
        var trust = new Option<bool>("--trust") { Description = "Approve the configured commands that this runs (operator)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide and show, start nothing." };
        var command = new Command("discover", "Send scouts to find out how an unknown repository works") { only, skip, runtime, model, exec, trust, dryRun };
        var guide = new CommandGuide("ov discover --only architecture,testing", "ov discover --skip apis --dry-run --json")
        {
            Answer = () => DiscoverJson.Default.DiscoverAnswer, Writes = true, SeeAlso = ["note list", "group status", "note lesson"],
            Refusals = [ErrorCode.Usage, ErrorCode.NotFound],
            About = $"One scout for each category, each with a task and a worktree of its own: {string.Join(", ", DiscoveryCategory.All.Select(category => category.Name))}. "
                + "A scout changes nothing; what it finds is a note, discovery-<category>. Their tasks are a group, which closes when all are done.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var categories = DiscoveryCategory.Chosen(Split(parse.GetValue(only)), Split(parse.GetValue(skip)));
            var how = new SlingRequest([])
            {
                Runtime = parse.GetValue(runtime), Model = parse.GetValue(model), Command = ExecRuntime.OfOption(parse.GetValue(exec), []), Trust = parse.GetValue(trust),
            };
            var found = Discoverer.Discover(app, app.Caller, categories, how, stop);
            foreach (var warning in found.Categories.SelectMany(category => category.Result.Warnings).Distinct())
            {
                Narration.Warn(app.Environment, app.Options, warning);
            }

            var answer = new DiscoverAnswer(found.Group, found.Categories, app.Options.DryRun ? true : null);
            var exit = found.Categories.All(category => category.Result.Success) ? 0 : ErrorCode.Partly.Exit;
            return Task.FromResult(CommandResult.Of(answer, () => DiscoverJson.Default.DiscoverAnswer, Write, exit));
        });
    }

    private static void Write(DiscoverAnswer answer, TextView view)
    {
        foreach (var (name, note, result) in answer.Categories)
        {
            if (result.Success)
            {
                view.Line($"{(answer.DryRun == true ? "Would send" : "✓")} {result.AgentName}: {name}, to be found in the note {note}");
            }
            else
            {
                view.Line($"✗ {name}: [{result.Code}] {result.Error}");
            }
        }

        if (answer.Group is { } group)
        {
            view.Hint($"ov group status {group}; ov note list --kind result");
        }
    }

    private static Option<string[]> Listed(string name, string description) =>
        new Option<string[]>(name) { Description = description, HelpName = "categories", AllowMultipleArgumentsPerToken = false }.Completes(() => [.. DiscoveryCategory.All.Select(category => category.Name)]);

    private static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}

/// <param name="Group">The group of their tasks; null when none was started.</param>
internal sealed record DiscoverAnswer(string? Group, IReadOnlyList<DiscoveredCategory> Categories, bool? DryRun);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(DiscoverAnswer))]
internal sealed partial class DiscoverJson : JsonSerializerContext;
