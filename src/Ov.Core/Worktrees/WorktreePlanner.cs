using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>Turns what a person asked for into a draft: which branch, from where, for which task. Reads only.</summary>
public sealed class WorktreePlanner(OvApp app, Caller caller)
{
    private const string DeskName = "desk";

    private readonly GitRefs _refs = new(app.Git);
    private readonly string _root = app.Project.CommonDir;

    /// <exception cref="OvException">usage, not-found, state.</exception>
    public WorktreeDraft Plan(WorktreeRequest request)
    {
        var named = TaskOf(request.What);
        var task = request.Task is { } other ? app.Ledger.Read(sql => TaskResolver.Require(app, sql, other, caller)) : named;
        var run = task is null ? null : app.Ledger.Read(sql => RunStore.ById(sql, task.RunId));
        var branch = named is null ? BranchOf(request.What) : BranchFor(named, run!);
        var tip = _refs.Tip(_root, branch);
        if (tip is not null)
        {
            RequireNotCheckedOut(branch);
        }

        var warnings = new List<string>();
        if (tip is not null && request.From is not null)
        {
            warnings.Add($"The branch {branch} is there already, so --from {request.From} has no effect.");
        }

        var (baseBranch, commit) = tip is null ? Start(request.From ?? run?.Target) : (run?.Target ?? BranchHere() ?? branch, tip);
        var scope = request.Scope.Count > 0 ? TaskText.RequireScope(request.Scope) : task?.Scope ?? [];
        var name = request.Name ?? (named is null ? NameOf(branch) : string.Create(CultureInfo.InvariantCulture, $"task-{named.Number}"));
        return new WorktreeDraft(
            name, request.Name is not null, branch, tip is null, baseBranch == branch ? null : baseBranch, commit, FolderOf(request), task?.Id, task?.RunId, scope,
            Sparse(request, scope, warnings), warnings);
    }

    /// <summary>A number or an id means a task; any other word a branch.</summary>
    private TaskRecord? TaskOf(string what)
    {
        var isTask = what.StartsWith("task-", StringComparison.Ordinal) || what.TrimStart('#') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);
        if (!isTask)
        {
            return null;
        }

        return app.Ledger.Read(sql => TaskResolver.Find(app, sql, what, caller)) is { } task ? task
            : what.StartsWith("task-", StringComparison.Ordinal) ? null
            : throw new OvException(ErrorCode.NotFound, $"There is no task '{what}'.", "See 'ov task list'; a branch whose name is a number has to be made with git.");
    }

    private static string BranchOf(string what)
    {
        var branch = what.StartsWith("refs/heads/", StringComparison.Ordinal) ? what["refs/heads/".Length..] : what;
        return RefName.IsValidBranch(branch) ? branch : throw new OvException(
            ErrorCode.Usage, $"git does not take '{Text.VisibleText.OneLine(what)}' as a branch name.", $"For example: {RefName.Sanitize(branch.TrimStart('-'))}");
    }

    private string BranchFor(TaskRecord task, RunRecord run) => task.Branch is { } known && _refs.BranchExists(_root, known)
        ? known
        : BranchName.For(app.Config.Worktrees.BranchTemplate, DeskName, task.Number, task.Title, run.Name, taken => _refs.BranchExists(_root, taken));

    private void RequireNotCheckedOut(string branch)
    {
        var checkouts = new GitWorktrees(app.Git).List(_root);
        if (checkouts.FirstOrDefault(one => RepositoryLocator.Find(one.Path)?.GitDir is { } gitDir && OperationInProgress.RebasedBranch(gitDir) == branch) is { } rebasing)
        {
            throw new OvException(ErrorCode.State, $"The branch {branch} is being rebased in {rebasing.Path}.", "Finish or abort that rebase, or begin another branch: ov worktree create <branch>.");
        }

        if (checkouts.FirstOrDefault(one => one.Branch == branch) is { } there)
        {
            throw new OvException(
                ErrorCode.State, $"The branch {branch} is checked out in {there.Path} already, and a branch is checked out once only.",
                app.Ledger.Read(sql => WorktreeStore.AtPath(sql, there.Path)) is not null ? $"Go there: ov worktree open {branch}" : "Choose another branch, or work there.");
        }
    }

    private (string? Branch, string Commit) Start(string? from)
    {
        if (from is not null)
        {
            return _refs.Tip(_root, from) is { } tip ? ((string?)from, tip)
                : _refs.Resolve(_root, from) is { } commit ? (null, commit)
                : throw new OvException(ErrorCode.NotFound, $"There is no branch, tag or commit '{Text.VisibleText.OneLine(from)}' to start from.", "See 'git branch'.");
        }

        var here = app.Project.Here.WorktreeRoot ?? _root;
        return _refs.Resolve(here, "HEAD") is { } head ? (BranchHere(), head) : throw new OvException(
            ErrorCode.NoCommit, "Nothing has been committed here yet, so there is nothing that a worktree could begin with.", "Make a first commit, or name where to start with --from.");
    }

    private string? BranchHere() => HeadReader.CurrentBranch(app.Project.Here.GitDir);

    private string? FolderOf(WorktreeRequest request)
    {
        if (request.Directory is not { } asked)
        {
            return null;
        }

        var folder = Path.GetFullPath(asked, app.Environment.WorkingDirectory).TrimEnd('/');
        return !IsInside(folder, app.Project.CommonDir) ? folder : throw new OvException(
            ErrorCode.Usage, $"{asked} is inside the repository's own git folder.", "Choose a folder beside the project.");
    }

    private static bool IsInside(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private IReadOnlyList<string> Sparse(WorktreeRequest request, IReadOnlyList<string> scope, List<string> warnings)
    {
        if (!request.Sparse)
        {
            return [];
        }

        if (SparseFolders.Of(scope, app.Config.Worktrees.SparseAlways) is { } folders)
        {
            return folders;
        }

        warnings.Add("The checkout is full: a sparse one needs --scope with globs that begin with folders, such as src/login/**.");
        return [];
    }

    /// <summary>The branch's last part as people can type it.</summary>
    private static string NameOf(string branch)
    {
        var words = new string([.. branch.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        return name.Length == 0 ? "worktree" : name.Length <= 41 ? name : name[..41].TrimEnd('-');
    }
}
