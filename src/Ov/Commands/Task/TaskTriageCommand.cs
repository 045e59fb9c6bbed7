using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task triage</c>: what came of work that nobody asked for.</summary>
internal static class TaskTriageCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task("Only this one: its number, its id, or a unique prefix of the id.");
        task.Arity = ArgumentArity.ZeroOrOne;
        var verdict = new Argument<string?>("verdict") { Description = "keep, improve or eliminate.", Arity = ArgumentArity.ZeroOrOne };
        verdict.AcceptOnlyFromAmong([.. SnakeCase.Words<TriageVerdict>()]);
        var reason = TaskOptions.Reason("Why; needed but for what is kept as the record speaks.");
        var command = new Command("triage", "Compare what planners proposed and was tried, and decide what stays") { task, verdict, reason };
        var guide = new CommandGuide("ov task triage", "ov task triage 9 eliminate --reason \"the cache costs more than it saves\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.Usage, ErrorCode.NotOperator], SeeAlso = ["task add", "task patch", "run report"],
            Answer = () => TaskJson.Default.TaskTriageAnswer, Writes = true,
            About = "Each emergent task with its hypothesis, what its agent did, its checks, whether it serves the goals, and the files of its commits. improve adds a fix with your reason;\neliminate one that names the commits to be reverted, and no planner is to propose it again. What you decide against the record is kept with its reason.",
        };
        return runner.Define(command, guide, (app, parse) => Run(app, parse.GetValue(task), parse.GetValue(verdict), parse.GetValue(reason)));
    }

    private static CommandResult Run(OvApp app, string? text, string? verdict, string? reason)
    {
        var only = text is null ? null : app.Ledger.Read(sql => TaskResolver.Require(app, sql, text));
        var run = app.Ledger.Read(sql => only is null ? RunResolver.Find(app, sql) : RunStore.ById(sql, only.RunId));
        var rows = run is null ? [] : TriageRow.All(app, run.Id);
        if (only is not null)
        {
            rows = [rows.FirstOrDefault(row => row.TaskId == only.Id) ?? throw new OvException(ErrorCode.State, $"Somebody asked for task {only.Number}, so there is nothing to triage.", "Mend it with 'ov task patch'.")];
        }

        var patch = verdict is null ? null : Triage.Decide(app, app.Caller, rows[0], SnakeCase.Parse<TriageVerdict>(verdict), reason);
        var answer = verdict is null ? new TaskTriageAnswer(run?.Name, rows, null, null)
            : new TaskTriageAnswer(run?.Name, [.. TriageRow.All(app, run!.Id).Where(row => row.TaskId == only!.Id)], only!.Id, patch?.Id);
        return CommandResult.Of(answer, () => TaskJson.Default.TaskTriageAnswer, (answer, view) => Write(answer, view, patch));
    }

    private static void Write(TaskTriageAnswer answer, TextView view, TaskRecord? patch)
    {
        if (answer.Decided is not null)
        {
            view.Ok($"Task {answer.Tasks[0].Number}: {answer.Tasks[0].Verdict!.Value.Word()}{(patch is null ? "" : $"; task {patch.Number} does that")}");
            return;
        }

        foreach (var row in answer.Tasks)
        {
            view.Line($"Task {row.Number}: {row.Title}");
            foreach (var (name, value) in Fields(row))
            {
                if (!string.IsNullOrEmpty(value))
                {
                    view.Field(name, 13, value);
                }
            }
        }

        if (answer.Tasks.Count == 0)
        {
            view.Line("Nothing was proposed.");
        }
    }

    private static IEnumerable<(string Name, string? Value)> Fields(TriageRow row)
    {
        yield return ("hypothesis", row.Hypothesis);
        yield return ("approach", row.Approach);
        yield return ("effectiveness", string.Join(", ", row.Effectiveness));
        yield return ("alignment", $"{row.Domain}, {(row.Tangential ? "beside the goals" : "serves the goals")}");
        yield return ("files", string.Join(", ", row.Files));
        yield return ("commits", string.Join(", ", row.Commits.Select(commit => commit[..12])));
        yield return ("meets", string.Join(", ", row.Meets.Select(number => $"task {number}")));
        yield return ("recommended", $"{row.Recommended?.Word() ?? "nothing yet"}: {row.Why}");
        yield return ("verdict", row.Verdict is { } verdict ? $"{verdict.Word()} ({row.DecidedBy}){(row.Reason is { } reason ? $": {reason}" : "")}" : null);
    }
}
