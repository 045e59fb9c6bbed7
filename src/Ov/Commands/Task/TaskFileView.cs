using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.TaskFiles;

namespace Ov.Commands.Tasks;

/// <summary>What became of task files, as text and as JSON.</summary>
internal static class TaskFileView
{
    public static CommandResult Result(TaskFileReport report)
    {
        var answer = new TaskFilesAnswer(
            report.Run, report.Results, report.Count(TaskFileAction.Added), report.Count(TaskFileAction.Updated), report.Count(TaskFileAction.Written), report.Count(TaskFileAction.Conflict));
        return CommandResult.Of(answer, () => TaskFileJson.Default.TaskFilesAnswer, Write, answer.Conflicts > 0 ? ErrorCode.Partly.Exit : 0);
    }

    private static void Write(TaskFilesAnswer answer, TextView view)
    {
        foreach (var result in answer.Results.Where(result => result.Action != TaskFileAction.Unchanged))
        {
            var task = result.Number is { } number ? $" {number} {result.Title}" : "";
            view.Line($"{result.Action.Word()}: {result.Path}{task}{(result.Reason is { } reason ? $" — {reason}" : "")}");
        }

        view.Ok($"{answer.Run}: {answer.Added} added, {answer.Updated} updated, {answer.Written} written, {Unchanged(answer)} unchanged");
        if (answer.Conflicts > 0)
        {
            view.Warn($"{answer.Conflicts} {(answer.Conflicts == 1 ? "conflict" : "conflicts")}: nothing of {(answer.Conflicts == 1 ? "it" : "them")} was changed.");
            view.Hint("Mend one side, or say who wins: ov task sync --prefer file|ledger");
        }
    }

    private static int Unchanged(TaskFilesAnswer answer) => answer.Results.Count(result => result.Action == TaskFileAction.Unchanged);
}

/// <param name="Run">Name of the run.</param>
/// <param name="Conflicts">Files of which nothing was taken or written.</param>
internal sealed record TaskFilesAnswer(string Run, IReadOnlyList<TaskFileResult> Results, int Added, int Updated, int Written, int Conflicts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TaskFilesAnswer))]
internal sealed partial class TaskFileJson : JsonSerializerContext;
