using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Projects;

/// <summary>One repository: every linked worktree of it leads to the same project and ledger.</summary>
/// <param name="Root">The main checkout, or the bare repository's folder.</param>
/// <param name="CommonDir">The git folder that all worktrees share.</param>
/// <param name="Here">The repository as seen from the working directory: its worktree and private git folder.</param>
public sealed record Project(string Root, string CommonDir, Repository Here)
{
    public LedgerFiles Files => LedgerFiles.In(CommonDir);

    public string Name => Path.GetFileName(Root.TrimEnd('/')) is var name && name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : Path.GetFileName(Root.TrimEnd('/'));

    /// <summary>False for a bare repository: there is no checkout to put files into.</summary>
    public bool HasTree => Root != CommonDir;

    /// <summary>True when ov has been initialised here.</summary>
    public bool IsInitialised => File.Exists(Files.Database);

    /// <summary>
    /// Contract, "Project": <c>--project</c>, else the repository that holds the working directory, else <c>OVERSTORY_PROJECT_ROOT</c>.
    /// No subprocess.
    /// </summary>
    public static Project? Find(OvEnvironment environment, string? asked)
    {
        if (asked is not null)
        {
            var folder = Path.GetFullPath(asked, environment.WorkingDirectory);
            if (!Directory.Exists(folder))
            {
                throw new OvException(ErrorCode.NotFound, $"--project names no folder: {asked}");
            }

            return At(folder) ?? throw new OvException(ErrorCode.NotARepository, $"{asked} is not inside a git repository.", "Name a folder of the repository with --project.");
        }

        return At(environment.WorkingDirectory)
            ?? (environment.Variable("OVERSTORY_PROJECT_ROOT") is { } root && Directory.Exists(root) ? At(root) : null);
    }

    /// <summary>What to say when <c>OVERSTORY_PROJECT_ROOT</c> names another project than the one this call works on; null when they agree.</summary>
    public string? Disagreement(OvEnvironment environment) =>
        environment.Variable("OVERSTORY_PROJECT_ROOT") is { } root && Directory.Exists(root) && At(root) is { } other && other.CommonDir != CommonDir
            ? $"This works on the project {Root}; OVERSTORY_PROJECT_ROOT names another one, {other.Root}. Name the one you mean with --project."
            : null;

    private static Project? At(string folder) => RepositoryLocator.Find(folder) is { } repository
        ? new Project(RootOf(repository), repository.CommonDir, repository)
        : null;

    private static string RootOf(Repository repository) =>
        Path.GetFileName(repository.CommonDir.TrimEnd('/')) == ".git"
            ? Path.GetDirectoryName(repository.CommonDir.TrimEnd('/'))!
            : repository.IsLinkedWorktree || repository.WorktreeRoot is null ? repository.CommonDir : repository.WorktreeRoot;
}
