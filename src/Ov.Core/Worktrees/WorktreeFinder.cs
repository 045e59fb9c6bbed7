using Ov.Core.Agents;
using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>Which worktree a word on the command line means.</summary>
public static class WorktreeFinder
{
    /// <summary>By agent, path, branch, id or a unique prefix of one; only what ov recorded making.</summary>
    /// <exception cref="OvException">not-found with the nearest name; foreign for a checkout that ov did not make.</exception>
    public static WorktreeRecord Require(OvApp app, string text)
    {
        var present = app.Ledger.Read(WorktreeStore.Present);
        var names = app.Ledger.Read(sql => present.ToDictionary(w => w.Id, w => (w.AgentId is { } id ? AgentStore.ById(sql, id)?.Name : null) ?? w.OwnName));
        var path = Path.GetFullPath(text, app.Environment.WorkingDirectory);
        var found = present.LastOrDefault(w => string.Equals(names[w.Id], text, StringComparison.OrdinalIgnoreCase))
            ?? present.LastOrDefault(w => w.Path == path || w.Branch == text || w.Id == text)
            ?? (present.Where(w => IdText.HasPrefix(w.Id, text)).ToList() is [var only] ? only : null);
        if (found is not null)
        {
            return found;
        }

        if (new GitWorktrees(app.Git).List(app.Project.CommonDir).Any(w => w.Path == path || w.Branch == text))
        {
            throw new OvException(ErrorCode.Foreign, $"ov did not make the checkout {text}, so it does not remove it.", path == app.Project.Root ? "It is the project itself." : $"Use git: git worktree remove {text}");
        }

        throw new OvException(
            ErrorCode.NotFound, $"There is no worktree of '{text}'.{Nearest.Sentence(text, names.Values.OfType<string>().Concat(present.Select(w => w.Branch)))}", "See 'ov worktree list'.");
    }
}
