using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task done</c>: the report of the agent that holds the task.</summary>
internal static class TaskDoneCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = new Argument<string?>("task") { Description = "Number or id; else the task that the agent holds.", Arity = ArgumentArity.ZeroOrOne };
        var summary = new Option<string?>("--summary") { Description = "What was done, for whoever waits for it.", HelpName = "text" };
        var files = new Option<string[]>("--files") { Description = "What was changed, where no branch tells; comma-separated.", HelpName = "paths" };
        var tests = TaskOptions.Tests();
        var caveats = TaskOptions.Caveats();
        var changes = new Option<string[]>("--change") { Description = "A place that was changed and what is new there, as \"file:10-42 words\"; repeat for several.", HelpName = "text" };
        var findings = new Option<string[]>("--finding") { Description = "A place and what was found there, as \"file:17 words\"; repeat for several.", HelpName = "text" };
        var noChanges = new Option<bool>("--no-changes") { Description = "Nothing had to be changed; needs --reason." };
        var reason = TaskOptions.Reason("Why nothing had to be changed.");
        var agent = CallerOption.Create();
        var command = new Command("done", "Report the task that you hold as done") { task, summary, files, tests, caveats, changes, findings, noChanges, reason, agent };
        var guide = new CommandGuide(
            "ov task done --summary \"Retries on a closed connection\" --test \"make test: 12 passed\" --caveats \"IPv6 was not tried\"", "ov task done --summary \"It leaks\" --finding \"src/cache.cs:17 it is never emptied\"", "ov task done 4 --no-changes --reason \"the test passes since task 2 landed\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.Dirty, ErrorCode.NoCommit, ErrorCode.OursInBranch, ErrorCode.State, ErrorCode.Usage], SeeAlso = ["mail send", "merge"],
            Answer = () => TaskJson.Default.TaskDoneAnswer, Writes = true,
            About = "Refused with uncommitted changes, without a commit of its own, and for a branch that changes files which ov wrote.\n"
                + "The work counts as completed; it is closed when its branch has landed, or at once when nothing of it can land.\n"
                + "A report names places and quotes little: one that holds 20 lines of a file in a row, or a whole file, is refused.",
        };
        return runner.Define(command, guide, (app, parse) => Report(
            app, parse.GetValue(agent), parse.GetValue(task),
            new DoneReport(parse.GetValue(summary), TaskOptions.Entries(parse, files), parse.GetValue(noChanges), parse.GetValue(reason))
            {
                Tests = parse.GetValue(tests) ?? [], Caveats = parse.GetValue(caveats), Places = ReportPlaces.Parse(parse.GetValue(changes), parse.GetValue(findings)),
            }));
    }

    private static CommandResult Report(OvApp app, string? claimed, string? text, DoneReport report)
    {
        var caller = app.CallerAs(claimed);
        var outcome = TaskDone.Complete(app, caller, text is null ? app.Ledger.Read(sql => Held(sql, caller)) : TaskOptions.Find(app, caller, text), report, null);
        var (evidence, mail) = (outcome.Evidence, outcome.Mail);
        return CommandResult.Of(
            new TaskDoneAnswer(
                outcome.Task.Id, TaskAnswer.Of(app, outcome.Task).Task, outcome.AgentEnded, evidence.Branch, evidence.Tip, evidence.OwnCommits, mail.Id, mail.Recipient),
            () => TaskJson.Default.TaskDoneAnswer, Write);
    }

    private static TaskRecord Held(Sql sql, Caller caller)
    {
        if (caller.Agent is not { } agent)
        {
            throw new OvException(ErrorCode.NotOwner, $"A task is reported by the agent that holds it, and this command runs as {caller.Actor}.", "Run it from the agent's own session or worktree.");
        }

        return TaskStore.HeldBy(sql, agent.Id) is [var held]
            ? held
            : throw new OvException(ErrorCode.Usage, $"{agent.Name} holds no task.", "Name one: ov task done <task>");
    }

    private static void Write(TaskDoneAnswer answer, TextView view)
    {
        view.Ok($"Task {answer.Task.Number} is {answer.Task.State.Word()}; {answer.ReportedTo} was told");
        if (answer.Task.State == TaskState.Completed)
        {
            view.Hint(answer.Task.NoMerge
                ? $"The operator or the lead confirms that nothing lands: ov task close {answer.Task.Number}"
                : $"It is closed when {answer.Branch} lands: ov merge --branch {answer.Branch}");
        }
    }
}
