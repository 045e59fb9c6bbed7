using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Proving;

/// <summary>How a commit leads to the landing that brought it.</summary>
/// <param name="Commit">What was asked about; null for a task or a merge that has none.</param>
/// <param name="Brought">The commit on the branch's own line by which it came.</param>
/// <param name="MatchedBy">trailer, ledger, history, or content (rewritten, matched); null when no landing is known.</param>
/// <param name="Gates">With their output, as they judged the tree that landed.</param>
/// <param name="Mail">Of the task, oldest first.</param>
/// <param name="Used">What the task cost, by the runtimes' own figures; null without a task.</param>
public sealed record Why(
    string Asked, GitCommit? Commit, string? Brought, string? MatchedBy, MergeEntry? Merge, RunRecord? Run, TaskRecord? Task, AgentRecord? Agent, IReadOnlyList<Verdict> Gates,
    IReadOnlyList<Message> Mail, CostSum? Used)
{
    private const int MostMail = 100;

    /// <param name="asked">path:line, path, commit, task or merge.</param>
    /// <param name="at">The history that is asked; null: what is checked out.</param>
    /// <exception cref="OvException">not-found, usage, ambiguous-id.</exception>
    public static Why Of(OvApp app, string asked, string? at)
    {
        if (app.Ledger.Read(sql => WhyFinder.Entry(app, sql, asked)) is var (task, entry) && (task ?? (object?)entry) is not null)
        {
            var landed = entry?.Landed is { } oid && new GitRefs(app.Git).Resolve(app.Project.CommonDir, oid) is not null ? new GitCommits(app.Git).Read(app.Project.CommonDir, oid) : null;
            return app.Ledger.Read(sql => Told(sql, asked, landed, landed?.Oid, landed is null ? null : "ledger", entry, task));
        }

        var finder = new WhyFinder(app, at);
        var commit = finder.Commit(asked);
        var (found, brought, by) = finder.Landing(commit);
        return app.Ledger.Read(sql => Told(sql, asked, commit, brought, by, found, null));
    }

    private static Why Told(Sql sql, string asked, GitCommit? commit, string? brought, string? by, MergeEntry? entry, TaskRecord? known)
    {
        var task = known ?? (entry?.TaskId is { } id ? TaskStore.ById(sql, id) : null);
        var agent = entry?.AgentId ?? task?.OwnerId;
        return new Why(
            asked, commit, brought, by, entry, (entry?.RunId ?? task?.RunId) is { } run ? RunStore.ById(sql, run) : null, task, agent is null ? null : AgentStore.ById(sql, agent),
            entry?.Tree is { } tree ? VerdictStore.OfTree(sql, tree) : [],
            task is null ? [] : [.. MailStore.Select(sql, new MailFilter(null, null, null, null, false, MostMail) { TaskId = task.Id }).OrderBy(mail => mail.Seq)],
            task is null ? null : UsageStore.Sum(sql, new UsageFilter(null, null, null, task.Id, null, false)));
    }
}
