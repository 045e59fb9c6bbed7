using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Makes a reserved seat real: worktree, secret, setup, host. Whatever fails on the way is undone whole.</summary>
internal sealed class SlingSpawn(OvApp app, SlingRequest request)
{
    public SlingResult Run(SlingSeat seat, CancellationToken stop)
    {
        try
        {
            return Start(seat, stop);
        }
        catch (Exception failure) when (failure is OvException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            var reason = failure is OperationCanceledException ? "the sling was interrupted" : failure.Message;
            if (SlingRollback.Run(app, seat.Intent, reason, "failed"))
            {
                throw failure is IOException or UnauthorizedAccessException ? new OvException(ErrorCode.Failed, $"{seat.Agent.Name} could not be started: {reason}") : failure;
            }

            // The host confirmed in the very instant in which we gave up on it.
            var host = app.Ledger.Read(sql => AgentStore.ById(sql, seat.Agent.Id))!.Host;
            return SlingResult.Of(seat, Processes.ProcessIdentity.Parse(host)?.Pid ?? 0, []);
        }
    }

    private SlingResult Start(SlingSeat seat, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var files = app.Project.Files.Agent(seat.Agent.Id);
        PrivateFolder.Create(files.Folder);
        AddWorktree(seat);
        app.Ledger.Seams.Reach(KillPoint.SlingWorktreeAdded);
        var worktree = seat.Intent.Path;
        var written = seat.Plan.Origin == BranchOrigin.TakenOver ? [] : WorktreeIncludes.Copy(app.Git, app.Project.Root, worktree);
        IReadOnlyList<string> warnings = seat.Plan.Origin == BranchOrigin.TakenOver ? [] : WorktreeSurroundings.Complete(app.Git, app.Project.CommonDir, worktree);
        PrivateFile.Write(Path.Combine(GitDirOf(worktree), CallerResolver.SecretFile), seat.Secret);
        PrivateFile.Write(files.Overlay, Overlay.Render(Facts(seat)));
        var environment = AgentEnvironment.Of(
            app.Environment.Variables, app.Project.Root, OwnProgramLink.Ensure(app.Project.Files), seat.Agent, seat.Secret, seat.Ports);
        var setup = seat.Plan.Origin == BranchOrigin.TakenOver ? [] : WorktreeSetup.Run(app, worktree, app.Config.Setup, environment, files.SetupLog, stop);
        if (written.Count > 0)
        {
            app.Ledger.Write(tx => WorktreeStore.SetWritten(tx, seat.Intent.WorktreeId, written));
        }

        app.Ledger.Seams.Reach(KillPoint.SlingSetupDone);
        var host = HostStarter.Start(app, seat.Agent, environment, stop);
        app.Ledger.Seams.Reach(KillPoint.SlingConfirmed);
        return SlingResult.Of(seat with { Warnings = [.. seat.Warnings, .. warnings] }, host.Pid, setup);
    }

    private void AddWorktree(SlingSeat seat)
    {
        var worktrees = new GitWorktrees(app.Git);
        Directory.CreateDirectory(Path.GetDirectoryName(seat.Intent.Path)!);
        switch (seat.Plan.Origin)
        {
            case BranchOrigin.New:
                worktrees.AddNewBranch(app.Project.Root, seat.Intent.Path, seat.Intent.Branch, seat.Intent.BaseCommit);
                break;
            case BranchOrigin.Attached:
                worktrees.AddExistingBranch(app.Project.Root, seat.Intent.Path, seat.Intent.Branch);
                break;
        }
    }

    private OverlayFacts Facts(SlingSeat seat) => app.Ledger.Read(sql => OverlayFacts.Of(sql, seat.Agent, Roles.In(app.Config))) with
    {
        SpecFile = request.SpecFile is { } spec ? Path.GetFullPath(spec, app.Environment.WorkingDirectory) : null,
        Siblings = request.Siblings,
        SkipScout = request.SkipScout,
        Profile = request.Profile is { } profile ? SlingProfile.Read(app.Project.Root, profile) : null,
    };

    private static string GitDirOf(string worktree) => RepositoryLocator.Find(worktree)?.GitDir
        ?? throw new OvException(ErrorCode.GitFailed, $"The worktree {worktree} is not one that git knows.");
}
