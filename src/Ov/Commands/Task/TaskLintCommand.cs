using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task lint</c>: what will cost an agent time, before one is started.</summary>
internal static class TaskLintCommand
{
    public static Command Create(CommandRunner runner)
    {
        var only = TaskOptions.Task();
        only.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("lint", "Check open tasks before agents are started on them") { only };
        var guide = new CommandGuide("ov task lint", "ov task lint 3 --json")
        {
            Answer = () => GraphJson.Default.TaskLintAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun], SeeAlso = ["task edit", "spec write", "task waves"],
            About = "Errors: cycle (waits for itself), stuck-need (needs what was canceled or has failed). Exit 1 when there is one.\n"
                + "Warnings: no-criteria, no-brief (neither body nor spec), steps (a section 'Tasks' with fewer than 2 or more than 6 items), split (a body that names more than 6 files in backquotes), "
                + "no-scope (a writer without --files), decompose (risk high or critical, or breadth broad or system, and no parts), overlap (scopes that can meet, of tasks that do not wait for each other).",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var answer = Answer(app, parse.GetValue(only));
            return CommandResult.Of(answer, () => GraphJson.Default.TaskLintAnswer, Write, answer.Errors > 0 ? ErrorCode.Failed.Exit : 0);
        });
    }

    private static TaskLintAnswer Answer(OvApp app, string? text)
    {
        var only = text is null ? null : app.Ledger.Read(sql => TaskResolver.Require(app, sql, text));
        var (run, graph) = only is null ? GraphReader.Read(app) : GraphReader.Of(app, only.RunId);
        var roles = Roles.In(app.Config);
        var specified = app.Ledger.Read(NoteStore.Specified).ToHashSet();
        var findings = TaskLint.Of(graph, specified, role => !roles.IsReadOnly(role)).Where(finding => only is null || finding.TaskId == only.Id).ToList();
        return new TaskLintAnswer(
            run?.Name, findings, findings.Count(finding => finding.Level == LintLevel.Error), findings.Count(finding => finding.Level == LintLevel.Warning), only is null ? graph.Open.Count() : 1);
    }

    private static void Write(TaskLintAnswer answer, TextView view)
    {
        foreach (var finding in answer.Findings)
        {
            view.Line($"{finding.Level.Word()}: task {finding.Number} {finding.Sentence} [{finding.Code}]");
        }

        var tasks = Counted(answer.Checked, "open task");
        view.Line(answer.Findings.Count == 0 ? $"Nothing to say against {tasks}." : $"{Counted(answer.Errors, "error")}, {Counted(answer.Warnings, "warning")} in {tasks}");
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
