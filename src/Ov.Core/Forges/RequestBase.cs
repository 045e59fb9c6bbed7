using Ov.Core.Git;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Forges;

/// <summary>The branch that a pull request asks to take it: the target, or the branch of a task that it needs and is cut from, while that one is offered itself.</summary>
internal static class RequestBase
{
    public static string Of(OvApp app, MergeEntry entry)
    {
        var needed = entry.TaskId is not { } taskId ? [] : app.Ledger.Read(sql =>
        {
            var needs = TaskStore.Needs(sql, taskId).Select(need => need.Id).ToHashSet();
            return MergeStore.Offered(sql).Where(other => other.Target == entry.Target && other.TaskId is { } id && needs.Contains(id) && other.Request!.State == RequestState.Open).ToList();
        });
        var commits = new GitCommits(app.Git);
        var below = needed.Where(other => commits.IsAncestor(app.Project.CommonDir, other.Request!.Tip, entry.Tip)).ToList();
        // Of several the one that has the others.
        return below.Find(one => below.TrueForAll(other => commits.IsAncestor(app.Project.CommonDir, other.Request!.Tip, one.Request!.Tip)))?.Branch ?? entry.Target;
    }
}
