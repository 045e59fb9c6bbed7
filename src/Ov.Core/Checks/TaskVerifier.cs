using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Checks;

/// <summary>Runs the project's gates in a task's worktree, on the files as they lie there, and judges what they found.</summary>
public static class TaskVerifier
{
    /// <param name="only">Only commands of this kind; null for all.</param>
    /// <param name="trust">The operator approves the gates as they are now.</param>
    /// <exception cref="OvException">untrusted, not-operator; not-found without a worktree or a command; state when the run has ended.</exception>
    public static CheckOutcome Verify(OvApp app, Caller caller, TaskRecord task, CheckKind? only, bool trust, CancellationToken stop)
    {
        var run = RequireActive(app, task);
        var folder = app.Ledger.Read(sql => task.Branch is { } branch ? WorktreeStore.OfBranch(sql, branch) : null)?.Path;
        if (folder is null || !Directory.Exists(folder))
        {
            throw new OvException(ErrorCode.NotFound, $"Task {task.Number} has no worktree in which its checks could run.", $"Start an agent on it, or open its branch: ov worktree open {task.Branch ?? "<branch>"}");
        }

        var commands = GateRunner.Approved(app, caller, trust).Where(gate => only is null || KindOf(gate) == only).ToList();
        if (commands.Count == 0)
        {
            throw new OvException(ErrorCode.NotFound, only is null ? "No gate is configured." : $"No gate of kind {only.Value.Word()} is configured.", "ov config set gates '[{name: check, command: make test}]'");
        }

        var (id, mode) = (app.Ledger.Write(tx => tx.NewId("check")), GateOpener.ModeOf(app, run));
        var tree = new GitSnapshots(app.Git).Tree(folder);
        var steps = new List<CheckStep>();
        foreach (var command in commands)
        {
            steps.Add(Step(app, command, folder, run.Target, id, mode, stop));
            if (steps[^1] is { Kind: CheckKind.Build, Passed: false })
            {
                // What does not build has nothing to test.
                break;
            }
        }

        IReadOnlyList<string> reasons = [.. steps.SelectMany(step => step.Reasons.Select(reason => $"{step.Name}: {reason}"))];
        var outcome = app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            var check = new CheckRecord(id, task.Id, CheckRound.Verify, reasons.Count == 0, reasons, new CheckReport(steps, [], [], ""), tree, caller.Actor, tx.Now);
            return CheckRecorder.Record(tx, caller, run, TaskStore.ById(tx.Sql, task.Id)!, check, mode);
        });
        if (OwnChecks.AreSpent(app, caller, outcome))
        {
            return OwnChecks.GiveUp(app, caller.Agent!, outcome);
        }

        return outcome;
    }

    /// <summary>What a gate checks, by its name.</summary>
    public static CheckKind KindOf(CommandSpec gate) =>
        Named(gate, "lint", "format", "style", "analy") ? CheckKind.Lint : Named(gate, "build", "compile", "types", "typecheck") ? CheckKind.Build : CheckKind.Test;

    /// <exception cref="OvException">state.</exception>
    internal static RunRecord RequireActive(OvApp app, TaskRecord task) => app.Ledger.Read(sql => RunStore.ById(sql, task.RunId))! is { State: RunState.Active } run
        ? run : throw new OvException(ErrorCode.State, $"The run of task {task.Number} has ended, so its work is not judged any more.", "See 'ov run list'.");

    private static bool Named(CommandSpec gate, params string[] words) => Array.Exists(words, word => gate.Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static CheckStep Step(OvApp app, CommandSpec command, string folder, string target, string id, RunMode mode, CancellationToken stop)
    {
        var began = app.Environment.Time.GetUtcNow().UtcDateTime;
        var result = GateRunner.Execute(app, command, folder, target, id, stop, out var log);
        var found = ResultFiles.Read(folder, command.Results, began) ?? ResultReader.Read(result.Stdout) ?? ResultReader.Read(result.Stderr) ?? CheckResults.None;
        var (kind, exit) = (KindOf(command), result.TimedOut ? (int?)null : result.ExitCode);
        var reasons = CheckEvaluator.Judge(kind, exit, found, mode);
        return new CheckStep(command.Name, kind, reasons.Count == 0, exit, (long)result.Duration.TotalMilliseconds, reasons, found, log);
    }
}
