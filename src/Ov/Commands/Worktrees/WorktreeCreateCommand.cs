using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Text;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree create &lt;branch|task&gt;</c>: a worktree for a person or a script.</summary>
internal static class WorktreeCreateCommand
{
    public static Command Create(CommandRunner runner)
    {
        var what = new Argument<string>("branch|task") { Description = "A branch, which is cut when it does not exist, or the number or id of a task." };
        var from = new Option<string?>("--from") { Description = "Where a new branch begins; else the task's target, else what is checked out here.", HelpName = "ref" };
        var dir = new Option<string?>("--dir") { Description = "Its folder; else one beside the agents'.", HelpName = "folder" };
        var name = new Option<string?>("--name") { Description = "What it is called; else its branch's words.", HelpName = "name" }.Completes(Candidate.Text);
        var task = new Option<string?>("--task") { Description = "The task that this branch is for.", HelpName = "task" };
        var scope = new Option<string[]>("--scope", "--files") { Description = "Files that no agent may change while it is there, as globs, comma-separated.", HelpName = "globs", AllowMultipleArgumentsPerToken = false };
        var sparse = new Option<bool>("--sparse") { Description = "Check out only the folders of the scope." };
        var noSetup = new Option<bool>("--no-setup") { Description = "Do not run the setup commands." };
        var trust = new Option<bool>("--trust") { Description = "Approve the setup commands (operator)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide and show, make nothing." };
        return runner.Define(
            new Command("create", "Make a worktree for yourself or a script") { what, from, dir, name, task, scope, sparse, noSetup, trust, dryRun },
            new CommandGuide("ov worktree create spike/login", "ov worktree create 3", "ov worktree create hotfix --from v1.2 --dir ../hotfix", "ov worktree create docs --scope \"docs/**\" --sparse")
            {
                Answer = () => WorktreeJson.Default.WorktreeCreateAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.ScopeOverlap, ErrorCode.Untrusted],
                About = "It gets ports, the variables of env:, the ignored files of .worktreeinclude and the setup commands, as an agent's worktree does. "
                    + "An existing branch is checked out as it is and stays when the worktree is removed. Whatever fails is undone whole. "
                    + "'ov worktree clean' leaves it alone: take it away with 'ov worktree remove'.",
                Writes = true,
            },
            (app, parse, stop) =>
            {
                var request = new WorktreeRequest(parse.GetValue(what)!)
                {
                    From = parse.GetValue(from), Directory = parse.GetValue(dir), Name = parse.GetValue(name), Task = parse.GetValue(task),
                    Scope = [.. (parse.GetValue(scope) ?? []).SelectMany(globs => globs.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
                    Sparse = parse.GetValue(sparse), WithSetup = !parse.GetValue(noSetup), Trust = parse.GetValue(trust),
                };
                return Task.FromResult(Make(app, request, parse.GetValue(dryRun), stop));
            });
    }

    private static CommandResult Make(OvApp app, WorktreeRequest request, bool dryRun, CancellationToken stop)
    {
        var maker = new WorktreeMaker(app, app.Caller);
        var made = dryRun ? maker.Rehearse(request) : maker.Create(request, stop);
        foreach (var warning in made.Warnings)
        {
            app.Environment.Error.WriteLine($"! {VisibleText.OneLine(warning)}");
        }

        return CommandResult.Of(WorktreeCreateAnswer.Of(dryRun, made), () => WorktreeJson.Default.WorktreeCreateAnswer, WorktreeView.WriteCreated);
    }
}
