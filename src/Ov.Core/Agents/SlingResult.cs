using System.Globalization;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>What became of one argument of a sling. Null fields are left out of the JSON.</summary>
/// <param name="State"><c>started</c>, <c>waiting</c> (serialized behind another task), <c>planned</c> (dry run) or <c>refused</c>.</param>
/// <param name="Capability">Overstory's word for the role.</param>
/// <param name="TmuxSession">Its terminal's session, see <c>ov attach</c>; empty for an agent without one. Overstory's field.</param>
public sealed record SlingResult(string Argument, bool Success, string State)
{
    public string? AgentName { get; init; }

    public string? AgentId { get; init; }

    public int? Incarnation { get; init; }

    public string? Capability { get; init; }

    public string? TaskId { get; init; }

    public int? TaskNumber { get; init; }

    public string? Title { get; init; }

    public string? RunId { get; init; }

    public string? Parent { get; init; }

    public int? Depth { get; init; }

    public string? Branch { get; init; }

    public string? BaseBranch { get; init; }

    public string? Worktree { get; init; }

    public string? TmuxSession { get; init; }

    public int? Pid { get; init; }

    /// <summary>True when branch and worktree of an ended agent were taken over.</summary>
    public bool? Continued { get; init; }

    /// <summary>With <c>--inherit</c>: <c>session</c> when it begins with a fork of the caller's, else <c>checkpoint</c>.</summary>
    public string? Inherits { get; init; }

    /// <summary>The task it waits for.</summary>
    public string? WaitsFor { get; init; }

    public IReadOnlyList<SetupOutcome> Setup { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string? Error { get; init; }

    public string? Code { get; init; }

    public string? Hint { get; init; }

    public bool? Retryable { get; init; }

    /// <param name="pid">Of the host; null for a rehearsal.</param>
    public static SlingResult Of(SlingSeat seat, int? pid, IReadOnlyList<SetupOutcome> setup) => new(seat.Argument, true, pid is null ? "planned" : "started")
    {
        AgentName = seat.Agent.Name, AgentId = seat.Agent.Id, Incarnation = seat.Agent.Incarnation, Capability = seat.Agent.Role, TaskId = seat.Task?.Id,
        TaskNumber = seat.Task?.Number, Title = seat.Task?.Title, RunId = seat.Agent.RunId, Parent = seat.Plan.Parent?.Name, Depth = seat.Agent.Depth,
        Branch = seat.Agent.Branch, BaseBranch = seat.Agent.BaseBranch, Worktree = seat.Agent.Worktree, TmuxSession = seat.Agent.HasTerminal ? seat.Agent.Name : "", Pid = pid,
        Continued = seat.Plan.Origin == BranchOrigin.New ? null : true, Inherits = seat.Inherits, Setup = setup, Warnings = seat.Warnings,
    };

    public static SlingResult Waiting(string argument, TaskRecord task, string role, TaskRecord holder) => new(argument, true, "waiting")
    {
        Capability = role, TaskId = task.Id, TaskNumber = task.Number, Title = task.Title, RunId = task.RunId, WaitsFor = holder.Id,
        Warnings = [$"Task {task.Number} waits for task {holder.Number}, which holds overlapping files; sling it when that one is closed."],
    };

    public static SlingResult Refused(SlingSubject subject, OvException refusal) => Plain(subject.Argument, refusal) with
    {
        TaskId = subject.Task?.Id, TaskNumber = subject.Task?.Number, Title = subject.Task?.Title ?? subject.Draft?.Title,
    };

    public static SlingResult Failed(SlingSeat seat, OvException failure) => Plain(seat.Argument, failure) with
    {
        TaskId = seat.Task?.Id, TaskNumber = seat.Task?.Number, Title = seat.Task?.Title, RunId = seat.Agent.RunId,
    };

    /// <summary>The same failure, with a word about the task that was written for this start and waits for the next one.</summary>
    internal static OvException Kept(SlingSeat seat, OvException failure)
    {
        var advice = string.Create(CultureInfo.InvariantCulture, $"The task stays, pending; start it again with 'ov sling {seat.Task!.Number}'.");
        return new OvException(failure.Code, failure.Message, failure.Hint is { } hint ? $"{hint} {advice}" : advice)
        {
            Facts = new Dictionary<string, string>(failure.Facts) { ["taskId"] = seat.Task!.Id }, Lists = failure.Lists,
        };
    }

    private static SlingResult Plain(string argument, OvException refusal) => new(argument, false, "refused")
    {
        Error = refusal.Message, Code = refusal.Code.Name, Hint = refusal.Hint, Retryable = refusal.Code.Retryable,
    };
}
