using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task release</c>.</summary>
internal static class TaskReleaseCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.Reason("Why; kept in the history.");
        var agent = CallerOption.Create();
        var scratch = new Option<bool>("--scratch") { Description = "What was done is not worth going on with: keep all of it aside, and let the next attempt begin anew." };
        var progress = new Option<int?>("--progress") { Description = "With --scratch: how far it came, in per cent.", HelpName = "0..100" };
        var learned = new Option<string?>("--learned") { Description = "With --scratch: what whoever begins anew should know.", HelpName = "text" };
        var blockers = new Option<string[]>("--blocker") { Description = "With --scratch: what stood in the way; may be given several times.", HelpName = "text" };
        var keep = new Option<string[]>("--keep") { Description = "With --scratch: files of it that whoever begins anew should have; comma-separated.", HelpName = "paths" };
        var command = new Command("release", "Give a claimed task back; its branch and commits stay") { task, reason, scratch, progress, learned, blockers, keep, agent };
        var guide = new CommandGuide(
            "ov task release 4", "ov task release 4 --reason \"needs a database first\"",
            "ov task release 4 --scratch --reason \"the parser cannot be mended\" --progress 15 --learned \"quoting breaks it\" --keep tests/quotes.csv")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.State, ErrorCode.Busy, ErrorCode.Usage], SeeAlso = ["compact", "task show"],
            Answer = () => TaskJson.Default.TaskAnswer, AlsoAnswers = [new("with --scratch", () => TaskJson.Default.TaskScratchAnswer)],
            Writes = true, About = "The holder gives it back; the operator or its lead may take it from a holder that has ended.\n"
                + "With --scratch commits and uncommitted changes, but nothing that git ignores, are kept below refs/overstory/backup first; branch and worktree stay as they are; the task has the attempt with its result scratch, "
                + "and the agent ends. The next attempt begins where this one began, and its brief has that entry, with the command that brings the files of --keep back. "
                + "A rule of thumb: beyond 40 per cent go on ('ov compact'), below 20 begin anew. Refused while the branch is queued to land.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            if (parse.GetValue(scratch))
            {
                var report = Report(parse.GetValue(reason), parse.GetValue(progress), parse.GetValue(learned), parse.GetValue(blockers) ?? [], TaskOptions.Entries(parse, keep) ?? []);
                return CommandResult.Of(TaskScratchAnswer.Of(app, TaskScratch.Scratch(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), report)), () => TaskJson.Default.TaskScratchAnswer, Write);
            }

            if (new Option[] { progress, learned, blockers, keep }.FirstOrDefault(option => parse.GetResult(option) is not (null or { Implicit: true })) is { } alone)
            {
                throw new OvException(ErrorCode.Usage, $"{alone.Name} tells of an attempt that is scratched.", "Add --scratch, or leave it out.");
            }

            var released = TaskRelease.Release(
                app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(reason) ?? $"given back by {caller.Actor}");
            return CommandResult.Of(
                TaskAnswer.Of(app, released), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok($"Task {answer.Task.Number} is pending again{(answer.Task.Branch is { } branch ? $"; its work so far is on {branch}" : "")}"));
        });
    }

    private static ScratchReport Report(string? reason, int? progress, string? learned, IReadOnlyList<string> blockers, IReadOnlyList<string> keep) =>
        string.IsNullOrWhiteSpace(reason) ? throw new OvException(ErrorCode.Usage, "--scratch needs a reason: whoever begins anew reads it.", "Say why: --reason \"...\"")
        : progress is < 0 or > 100 ? throw new OvException(ErrorCode.Usage, "--progress goes from 0 to 100.")
        : new ScratchReport(reason.Trim(), progress, string.IsNullOrWhiteSpace(learned) ? null : learned.Trim(), [.. TaskText.Clean(blockers)], [.. TaskText.Clean(keep)]);

    private static void Write(TaskScratchAnswer answer, TextView view)
    {
        view.Ok($"Task {answer.Task.Number} begins anew with its next attempt");
        foreach (var kept in answer.Backups)
        {
            view.Line($"  Kept: {kept}");
        }

        view.Line(answer.AgentEnded ? "  Your session is over: end your turn" : $"  Start it: ov sling {answer.Task.Number}");
    }
}
