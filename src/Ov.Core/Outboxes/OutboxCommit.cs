using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Worktrees;

namespace Ov.Core.Outboxes;

/// <summary>Commits for an agent what it changed inside its files and could not commit itself.</summary>
/// <param name="Oid">The commit; null when there was nothing to commit.</param>
/// <param name="Committed">What went into it.</param>
/// <param name="Left">What stays uncommitted, each with the reason.</param>
public sealed record OutboxCommit(string? Oid, IReadOnlyList<string> Committed, IReadOnlyList<string> Left)
{
    private static readonly OutboxCommit Nothing = new(null, [], []);

    /// <param name="message">Subject, then what is to be said.</param>
    /// <exception cref="OvException">state: its checkout is not as ov made it. Git's own failures.</exception>
    public static OutboxCommit Make(OvApp app, AgentRecord agent, string message)
    {
        if (agent is not { Worktree: { } worktree, Branch: { } branch } || Roles.In(app.Config).IsReadOnly(agent.Role))
        {
            return Nothing;
        }

        var home = Outbox.Home(app.Project, worktree) ?? throw new OvException(ErrorCode.State, $"{worktree} does not belong to this repository any more, so nothing is committed there.");
        if (HeadReader.CurrentBranch(home.GitDir) != branch || OperationInProgress.In(home.GitDir) != GitOperation.None)
        {
            throw new OvException(ErrorCode.State, $"The worktree is in the middle of something, or not on {branch}, so nothing is committed there.");
        }

        var git = new GitProgram(app.Processes, app.Environment.Variables) { RunsHooks = false };
        var status = new GitStatusReader(git).Read(worktree);
        var written = app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, agent.Id))?.Written ?? [];
        app.CloseLedger();
        List<string> mine = [], left = [];
        foreach (var path in status.AllPaths)
        {
            if (Fault(path, agent, status, written) is { } fault)
            {
                left.Add($"{path} ({fault})");
            }
            else
            {
                mine.Add(path);
            }
        }

        var oid = mine.Count == 0 ? null : new GitPathCommits(git).Commit(home, branch, mine, Text(agent, message), app.Environment.Time.GetUtcNow());
        return new OutboxCommit(oid, oid is null ? [] : mine, left);
    }

    private static string? Fault(string path, AgentRecord agent, GitStatus status, IReadOnlyList<string> written) =>
        !ScopeOverlap.Holds(agent.Scope, path) ? "not among its files"
        : status.Untracked.Contains(path) && SecretPaths.Holds(path) ? "it may hold a secret"
        : path.EndsWith('/') ? "a repository of its own"
        : status.Conflicted.Contains(path) ? "a conflict"
        : written.Contains(path) ? "ov wrote it" : null;

    /// <summary>What the agent says of its work must not pass for what ov says of it.</summary>
    private static string Text(AgentRecord agent, string message)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("Ov-", StringComparison.OrdinalIgnoreCase));
        return $"{string.Join('\n', lines).Trim()}\n\nOv-Task: {agent.TaskId}\nOv-Agent: {agent.Name}\n".Replace("Ov-Task: \n", "", StringComparison.Ordinal).Replace('\0', ' ');
    }
}
