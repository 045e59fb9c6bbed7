using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task patch</c>: a fix for earlier work, or a small one of its own.</summary>
internal static class TaskPatchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var title = TaskOptions.Title("One line that says what is to be mended; quotes are optional.");
        var patches = TaskOptions.Lists("--patches", "Earlier tasks that it mends; it waits for those that have not landed.", "tasks");
        var wrong = new Option<string?>("--wrong") { Description = "What went wrong there.", HelpName = "text" };
        var feedback = new Option<string?>("--feedback") { Description = "What you say of the result.", HelpName = "text" };
        var issue = new Option<string[]>("--issue") { Description = "One thing to be mended; repeat for several.", HelpName = "text" };
        var options = new TaskOptions();
        var agent = CallerOption.Create();
        var body = new BodyText();
        var command = new Command("patch", "Add a fix for earlier work, with how one sees that it works")
        {
            title, patches, wrong, feedback, issue, options.Needs, options.Files, options.Priority, options.Criteria, options.Role, agent,
        };
        body.AddTo(command);
        var guide = new CommandGuide(
            "ov task patch \"Keep the header in the export\" --patches 1 --wrong \"the first line is missing\" --criterion \"the header is exported\"",
            "ov task patch \"Say 'folder', not 'directory'\" --criterion \"grep finds no 'directory' in docs\"")
        {
            Refusals = [ErrorCode.Usage, ErrorCode.NotFound], SeeAlso = ["task add", "task insert", "task reopen"],
            Answer = () => TaskJson.Default.TaskAddAnswer, Writes = true,
            About = "What went wrong, your feedback and the issues become parts of the task's text. 'ov task show' names what a task mends and what mends it. Without --patches it is a small fix of its own.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var draft = options.Draft(app, parse, title, body, TaskPriority.High);
            var report = new PatchReport(parse.GetValue(wrong), parse.GetValue(feedback), parse.GetValue(issue) ?? []);
            return Add(app, app.CallerAs(parse.GetValue(agent)), draft, TaskOptions.Entries(parse, patches) ?? [], report);
        });
    }

    private static CommandResult Add(OvApp app, Caller caller, TaskDraft draft, IReadOnlyList<string> patches, PatchReport report)
    {
        TaskRecord Patch(Tx tx, RunRecord run) => TaskPatcher.Add(tx, run, draft, patches, report, caller);
        var task = patches.Count == 0
            ? DefaultRun.Write(app, caller, Patch)
            : app.Ledger.Write(tx => Patch(tx, RunStore.ById(tx.Sql, TaskResolver.Require(app, tx.Sql, patches[0], caller).RunId)!));
        return TaskAddCommand.Answer(app, task);
    }
}
