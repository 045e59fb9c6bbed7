using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Reviewing;

/// <summary>The branch that a word names.</summary>
public static class ReviewSubject
{
    /// <param name="text">A branch; or a merge, a task or an agent that has one.</param>
    /// <returns>The branch, which may not exist.</returns>
    /// <exception cref="OvException">ambiguous-id; usage.</exception>
    public static string Branch(OvApp app, string text) => app.Ledger.Read(sql =>
        MergeStore.OfBranch(sql, text).Count > 0 || TaskStore.ByBranch(sql, text) is not null ? text
        : MergeStore.Beginning(sql, text) is [var entry] ? entry.Branch
        : AgentStore.Newest(sql, text)?.Branch
        ?? (text.Contains('/', StringComparison.Ordinal) ? null : TaskResolver.Find(app, sql, text)?.Branch)
        ?? text);
}
