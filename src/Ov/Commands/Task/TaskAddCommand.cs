using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task add &lt;title…&gt;</c>.</summary>
internal static class TaskAddCommand
{
    public static Command Create(CommandRunner runner)
    {
        var title = TaskOptions.Title();
        var options = new TaskOptions();
        var parent = new Option<string?>("--parent") { Description = "The task it is a part of.", HelpName = "task" };
        var agent = CallerOption.Create();
        var body = new BodyText();
        var command = new Command("add", "Add a task to the run") { title, options.Needs, options.Files, options.Priority, options.Criteria, options.Role, options.Meta, parent, agent };
        var emergent = new EmergentOptions();
        emergent.AddTo(command);
        body.AddTo(command);
        var guide = new CommandGuide(
            "ov task add \"Fix the flaky login test\"",
            "ov task add \"Export as JSON\" --needs 1,2 --files 'src/export/**' --priority high",
            "ov task add \"Write the manual\" --role builder --criterion \"make docs passes\" --body - < notes.md", "ov task add \"Move the sessions\" --meta risk=high --meta impact=project",
            "ov task add \"Cache the index\" --type emergent --hypothesis \"if the index is cached, a search takes a tenth\" --domain performance --validation \"make bench\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.CorePending, ErrorCode.LimitEmergent], SeeAlso = ["sling", "group create", "task triage", "help tasks"],
            Answer = () => TaskJson.Default.TaskAddAnswer, Writes = true,
            About = "Without an active run a first one starts: its work lands on the checked-out branch, or on a new ov/<run> when that is the default or a protected one.\nAn emergent task is work that nobody asked for: it says what it is to show. A run takes such where its template says so, only for its goals until they are reached,\nand no more than it may (docs/templates.md).\n"
                + "Of --meta, four keys are read by 'task lint' and 'task graph --risk': risk (trivial, low, medium, high, critical), impact (isolated, component, phase, project), breadth (single, narrow, moderate, broad, system) "
                + "and level (planning, decomposition, implementation, review, research), which also says who does it: a planner, a reviewer or a scout instead of a builder.",
        };
        return runner.Define(command, guide, (app, parse) =>
            Add(app, options.Draft(app, parse, title, body) with { Parent = parse.GetValue(parent), Emergent = emergent.In(parse) }, parse.GetValue(agent)));
    }

    private static CommandResult Add(OvApp app, TaskDraft draft, string? claimed)
    {
        var caller = app.CallerAs(claimed);
        return Answer(app, DefaultRun.Write(app, caller, (tx, run) => TaskAdder.Add(tx, run, draft, caller)));
    }

    internal static CommandResult Answer(OvApp app, TaskRecord task)
    {
        var run = app.Ledger.Read(sql => RunStore.ById(sql, task.RunId)!);
        return CommandResult.Of(new TaskAddAnswer(task.Id, TaskAnswer.Of(app, task).Task, run.Name, run.Target), () => TaskJson.Default.TaskAddAnswer, Write);
    }

    private static void Write(TaskAddAnswer answer, TextView view)
    {
        view.Answer(answer.TaskId);
        view.Ok($"Task {answer.Task.Number} ({answer.TaskId}) in {answer.Run} (lands on {answer.Target}): {answer.Task.Title}");
        view.Hint(answer.Task.Ready ? $"Start an agent on it: ov sling {answer.Task.Number}" : $"It waits for {answer.Task.WaitsFor.Count} other task{(answer.Task.WaitsFor.Count == 1 ? "" : "s")}: ov task list");
    }
}
