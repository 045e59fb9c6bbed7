namespace Ov.Core.Git;

/// <summary>
/// Reads by libgit2 where that answers as the git program does, and by the git program from the first failure on. Chosen with the first
/// question: a view that asks nothing loads nothing.
/// </summary>
public sealed class ChosenGitReader : IGitReader
{
    private readonly IGitReader _program;
    private readonly Lazy<IGitReader> _chosen;
    private volatile string? _refusal;

    /// <param name="choose">Gives the reader that is tried first; what it throws is why it is not used.</param>
    public ChosenGitReader(IGitReader program, Func<IGitReader> choose)
    {
        _program = program;
        _chosen = new Lazy<IGitReader>(() =>
        {
            try
            {
                return choose();
            }
            catch (Exception fault)
            {
                _refusal ??= Why(fault);
                return program;
            }
        });
    }

    /// <param name="wantsProgram">The settings ask for the git program.</param>
    public static ChosenGitReader For(GitProgram git, string commonDir, bool wantsProgram)
    {
        var program = new GitProgramReader(git, commonDir);
        return new ChosenGitReader(program, () => wantsProgram ? program : Tried(new LibGit2Reader(commonDir, program), new GitRefs(git).Resolve(commonDir, "HEAD")));
    }

    public string Name => InUse.Name;

    public TimeSpan Rest => InUse.Rest;

    /// <summary>Why libgit2 is not asked, or no longer; null while it is, or where the settings say so.</summary>
    public string? Refusal => _refusal;

    private IGitReader InUse => _chosen.Value is var chosen && _refusal is null ? chosen : _program;

    public IReadOnlyDictionary<string, CommitTree> Tips(IEnumerable<string> branches) => Ask(reader => reader.Tips(branches));

    public IReadOnlyDictionary<string, Divergence> Distances(string target, IEnumerable<string> commits) => Ask(reader => reader.Distances(target, commits));

    public IReadOnlyList<string> ChangedFiles(string worktree) => Ask(reader => reader.ChangedFiles(worktree));

    /// <summary>One answer is compared before the others are believed.</summary>
    private static LibGit2Reader Tried(LibGit2Reader reader, string? head) =>
        reader.Head() is var seen && seen == head ? reader : throw new NotSupportedException($"it takes {seen ?? "nothing"} for the commit that is checked out, git {head ?? "none"}");

    private T Ask<T>(Func<IGitReader, T> question)
    {
        var reader = InUse;
        try
        {
            return question(reader);
        }
        catch (Exception fault) when (reader != _program && fault is not OvException)
        {
            _refusal ??= Why(fault);
            return question(_program);
        }
    }

    /// <summary>What cannot be loaded fails as a whole type; the reason lies within.</summary>
    private static string Why(Exception fault) =>
        fault is TypeInitializationException or DllNotFoundException ? "its native library is not beside the program or cannot be loaded" : fault.Message.Trim().Split('\n')[0];
}
