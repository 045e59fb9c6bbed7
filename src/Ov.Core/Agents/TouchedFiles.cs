using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>
/// For runtimes that no hook watches: compares the files that a turn touched with the agent's rights, once the turn is over. It tells, and
/// takes nothing back: what landing refuses is decided there.
/// </summary>
internal sealed class TouchedFiles
{
    private const int Shown = 20;

    private readonly OvApp _app;
    private readonly AgentRecord _agent;
    private readonly bool _readOnly;
    private readonly GitStatus _before;

    private TouchedFiles(OvApp app, AgentRecord agent, bool readOnly, GitStatus before) => (_app, _agent, _readOnly, _before) = (app, agent, readOnly, before);

    /// <summary>Call before the turn. Null when there is nothing to hold against it: then git is not asked either.</summary>
    public static TouchedFiles? Before(OvApp app, IRuntime runtime, AgentRecord agent)
    {
        var readOnly = TurnChoices.Try(() => Roles.In(app.Config), Roles.With(new Dictionary<string, RoleOverride>())).IsReadOnly(agent.Role);
        if (runtime.Traits.Guard == GuardPath.BeforeTool || agent.Worktree is not { } worktree || (!readOnly && agent.Scope.Count == 0))
        {
            return null;
        }

        return TurnChoices.Try(() => new TouchedFiles(app, agent, readOnly, new GitStatusReader(app.Git).Read(worktree)), null);
    }

    /// <summary>Paths that this agent should not have touched and that the turn did; what was uncommitted before is not its doing.</summary>
    public IReadOnlyList<string> After() => TurnChoices.Try(Compare, []);

    public void Report(Tx tx, LedgerFiles files, IReadOnlyList<string> touched)
    {
        if (touched.Count == 0)
        {
            return;
        }

        var rule = _readOnly ? $"a {_agent.Role} changes no files" : $"its files are {string.Join(", ", _agent.Scope)}";
        var agent = AgentStore.ById(tx.Sql, _agent.Id)!;
        tx.Record(new EventDraft("guard.touched")
        {
            RunId = agent.RunId, Actor = Mailbox.SystemSender, AgentId = agent.Id, TaskId = agent.TaskId, Level = "warn", Subject = touched[0], Text = $"{agent.Name} touched {List(touched, 3)}, but {rule}",
        });
        Tell(tx, files, agent, MailRoute.Heir(tx.Sql, agent).Name, $"{agent.Name} touched files that are not its own", $"In its last turn, {agent.Name} touched:", rule, touched);
        // Whoever has reported already gets no turn for this alone.
        if (agent.IsLive && HostView.Of(tx.Sql, agent.Id).HoldsWork)
        {
            Tell(
                tx, files, agent, agent.Name, "Your last turn touched files that are not yours",
                "Take these changes back where you made them, or ask for the files: ov scope request <file> --reason \"why the task needs it\". Nothing was removed. Your last turn touched:", rule, touched, agent.Id);
        }
    }

    private static void Tell(
        Tx tx, LedgerFiles files, AgentRecord agent, string recipient, string subject, string lead, string rule, IReadOnlyList<string> touched, string? recipientId = null) =>
        Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, recipient, MailType.Error, subject, $"{lead}\n{string.Join('\n', touched.Take(Shown).Select(path => $"- {path}"))}{More(touched, Shown)}\nThe rule: {rule}.")
        {
            Priority = MailPriority.High, RecipientId = recipientId, RunId = agent.RunId, TaskId = agent.TaskId,
        });

    private IReadOnlyList<string> Compare()
    {
        var worktree = _agent.Worktree!;
        var after = new GitStatusReader(_app.Git).Read(worktree);
        return [.. Committed(worktree, after.Head).Concat(after.AllPaths).Except(_before.AllPaths).Distinct().Where(path => _readOnly || !ScopeOverlap.Holds(_agent.Scope, path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The first turn of an incarnation is told of what one before it left on the branch, too: a turn that was ended midway told nobody (S1-62).</summary>
    private IEnumerable<string> Committed(string worktree, string? head)
    {
        var diffs = new GitDiffs(_app.Git);
        if (head is not null && _agent is { Turn: 0, BaseBranch: { } target, BaseCommit: { } began } && FollowsAnother())
        {
            return diffs.TouchedBy(worktree, head, target, began).Intersect(diffs.ChangedFiles(worktree, target, head).Select(file => file.Path));
        }

        return head == _before.Head || head is null ? [] : diffs.TouchedBy(worktree, head, [.. new[] { _before.Head, _agent.BaseBranch }.OfType<string>()]);
    }

    private bool FollowsAnother() => !_readOnly && _agent.TaskId is { } task
        && _app.Ledger.Read(sql => AgentStore.OfTask(sql, task)).Exists(other => other.Id != _agent.Id && other.Role == _agent.Role && other.Branch == _agent.Branch);

    private static string List(IReadOnlyList<string> paths, int most) => string.Join(", ", paths.Take(most)) + More(paths, most);

    private static string More(IReadOnlyList<string> paths, int most) => paths.Count > most ? $" and {paths.Count - most} more" : "";
}
