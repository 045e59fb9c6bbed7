using System.Globalization;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Mail;
using Ov.Core.RoleTexts;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Runtimes.Survey;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Makes a reserved seat real: worktree, secret, setup, host. Whatever fails on the way is undone whole.</summary>
internal sealed class SlingSpawn(OvApp app, SlingRequest request)
{
    /// <summary>What another agent left for these.</summary>
    public string? Handoff { get; init; }

    /// <summary>Extra instructions of the project; null for none.</summary>
    public Profile? Profile { get; init; }

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
        using var step = app.Progress.Step($"Starting {seat.Agent.Name}");
        var files = app.Project.Files.Agent(seat.Agent.Id);
        PrivateFolder.Create(files.Folder);
        var warnings = AddWorktree(seat);
        app.Ledger.Seams.Reach(KillPoint.SlingWorktreeAdded);
        var worktree = seat.Intent.Path;
        PrivateFile.Write(Path.Combine(GitDirOf(worktree), CallerResolver.SecretFile), seat.Secret);
        if (BriefingOf(seat).ToJson() is { } briefing)
        {
            app.Ledger.Write(tx => AgentStore.SetBriefing(tx, seat.Agent.Id, briefing));
        }

        PrivateFile.Write(files.Overlay, Overlay.Render(Facts(seat)));
        WriteRole(seat.Agent, files);
        var environment = AgentEnvironment.Of(
            app.Environment.Variables, OwnProgramLink.Ensure(app.Project.Files), seat.Agent, seat.Secret, WorktreeVariables.Of(app, PlaceOf(seat)));
        if (app.Policy is not null)
        {
            AgentEnvironment.WithoutHooks(environment);
        }

        var prepared = seat.Plan.Origin == BranchOrigin.TakenOver
            ? PreparedWorktree.AsItWas : new WorktreePreparer(app).Prepare(seat.Intent.WorktreeId, worktree, environment, files.SetupLog, withSetup: true, stop);
        app.Ledger.Seams.Reach(KillPoint.SlingSetupDone);
        var host = HostStarter.Start(app, seat.Agent, environment, stop);
        app.Ledger.Seams.Reach(KillPoint.SlingConfirmed);
        return SlingResult.Of(seat with { Warnings = [.. seat.Warnings, .. Profile?.Warnings ?? [], .. Command(seat.Agent), .. Tools(seat.Agent), .. warnings, .. prepared.Warnings] }, host.Pid, prepared.Setup);
    }

    /// <summary>Whoever has no coding agent yet would take an idle host for one at work.</summary>
    private static IReadOnlyList<string> Command(AgentRecord agent) => agent is { Runtime: ExecRuntime.Word, Command: null }
        ? [$"The exec runtime has no command for the role {agent.Role} (--exec, or runtimes.exec.command), so it does nothing by itself; 'ov runtime list' tells which coding agents are here."]
        : [];

    /// <summary>A list of tools that nothing holds an agent to is said to be none.</summary>
    private IReadOnlyList<string> Tools(AgentRecord agent) =>
        TurnChoices.Tools(app, agent.Role) is null || RuntimeList.In(app.Config).Require(agent.Runtime).Traits is not { TakesTools: false } traits
            ? [] : [$"On {agent.Runtime} the tools of the role {agent.Role} bind nothing; {RuntimeItem.Instead(traits.Guard)}."];

    private IReadOnlyList<string> AddWorktree(SlingSeat seat)
    {
        if (seat.Plan.Origin != BranchOrigin.TakenOver)
        {
            return new WorktreePreparer(app).Add(seat.Intent.Path, seat.Intent.Branch, seat.Plan.Origin == BranchOrigin.New ? seat.Intent.BaseCommit : null, seat.Sparse);
        }

        WipKeeper.BeforeTakeover(app, seat);
        return [];
    }

    private OverlayFacts Facts(SlingSeat seat)
    {
        var facts = app.Ledger.Read(sql => OverlayFacts.Of(sql, seat.Agent, Roles.In(app.Config)));
        return facts with
        {
            Sparse = seat.Sparse,
            Lessons = app.Ledger.Read(sql =>
            {
                var task = seat.Agent.TaskId is { } id ? TaskStore.ById(sql, id) : null;
                return LessonBrief.For(sql, LessonNeed.Of([], seat.Agent.Scope, task), MailFence.NewMarker()).Text + (task is null ? "" : AttemptBrief.For(sql, task, MailFence.NewMarker()));
            }),
            // A command of the user's own has no system prompt: what the project wrote about the role reaches it here.
            Definition = seat.Agent.Runtime == ExecRuntime.Word ? RoleText.Own(app, seat.Agent, facts.Parent) : null,
        };
    }

    /// <summary>Who takes another's work over was told what that one was told, as far as nothing is said anew.</summary>
    private Briefing BriefingOf(SlingSeat seat)
    {
        var parent = app.Ledger.Read(sql => ParentOf(sql, seat.Agent));
        var said = new Briefing
        {
            SpecFile = request.SpecFile is { } spec ? Path.GetFullPath(spec, app.Environment.WorkingDirectory) : null, Siblings = request.Siblings, SkipScout = request.SkipScout, Handoff = Handoff, AnswersItself = request.AnswersItself,
            Prompt = request.Prompt is { } prompt ? SlingPrompt.Render(app, prompt, PlaceOf(seat), seat.Task, seat.Agent.Scope, parent) : null,
            Profile = Profile?.Render(request.Values, (message, values) => SlingPrompt.Render(app, message, PlaceOf(seat), seat.Task, seat.Agent.Scope, parent, values)),
        };
        return seat.Intent.FormerAgentId is { } former ? said.Over(app.Ledger.Read(sql => AgentStore.BriefingOf(sql, former))) : said;
    }

    private static string ParentOf(Sql sql, AgentRecord agent) => agent.ParentId is { } id ? AgentStore.ById(sql, id)!.Name : Caller.OperatorName;

    private void WriteRole(AgentRecord agent, AgentFiles files)
    {
        var parent = app.Ledger.Read(sql => ParentOf(sql, agent));
        if (RoleText.For(app, agent, parent) is { } text)
        {
            // A person begins to speak at a desk, so there is no first prompt that could hold the assignment.
            PrivateFile.Write(files.Role, text.TrimEnd() + "\n" + (agent.IsDesk ? "\n" + File.ReadAllText(files.Overlay) : ""));
        }
    }

    private static PlaceFacts PlaceOf(SlingSeat seat) => new(
        seat.Agent.Name, seat.Intent.Path, seat.Intent.Branch, seat.Run.Name, (seat.Task?.Number ?? 0).ToString(CultureInfo.InvariantCulture), seat.Ports);

    private static string GitDirOf(string worktree) => RepositoryLocator.Find(worktree)?.GitDir
        ?? throw new OvException(ErrorCode.GitFailed, $"The worktree {worktree} is not one that git knows.");
}
