using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Tells whose a path is.</summary>
internal sealed class GuardPlaces(GuardFacts facts)
{
    private readonly string? _worktree = facts.Worktree is null ? null : facts.Resolve(facts.Worktree);
    private readonly string? _others = facts.OtherWorktrees is { } others ? facts.Resolve(others) : null;
    private readonly string _root = facts.Resolve(facts.Root);
    private readonly string _common = facts.Resolve(facts.CommonDir);
    private readonly string? _home = facts.Home is null ? null : facts.Resolve(facts.Home);
    private readonly List<string> _temporary = [.. facts.Temporary.Select(facts.Resolve)];

    public static bool Holds(string folder, string path) =>
        path == folder || folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    /// <param name="path">Absolute; links in it are followed.</param>
    public GuardPlace Of(string path)
    {
        var real = facts.Resolve(Path.GetFullPath(path)) is [.. var front, '/'] and not "/" ? front : facts.Resolve(Path.GetFullPath(path));
        if (IsDevice(path) || IsDevice(real))
        {
            return GuardPlace.Device;
        }

        if (Holds(Path.Combine(_common, "overstory"), real))
        {
            return GuardPlace.Ledger;
        }

        if (Holds(_common, real))
        {
            return GuardPlace.GitFolder;
        }

        if (_worktree is not null && Holds(_worktree, real))
        {
            return IsInGitFolder(real[_worktree.Length..]) ? GuardPlace.GitFolder : GuardPlace.Own;
        }

        if (_others is not null && Holds(_others, real))
        {
            return GuardPlace.OtherWorktree;
        }

        if (Holds(_root, real))
        {
            return IsInGitFolder(real[_root.Length..]) ? GuardPlace.GitFolder : GuardPlace.Project;
        }

        return _temporary.Any(folder => Holds(folder, real)) && !(_home is not null && Holds(_home, real)) ? GuardPlace.Temporary : GuardPlace.Outside;
    }

    /// <summary>Every place that a word can name, from every folder the command may run in.</summary>
    public List<(GuardPlace Place, string? Path)> Of(ShellField word, IReadOnlyList<string>? folders)
    {
        // Of a word whose end is unknown, the folder that surely holds it counts.
        var text = word.IsKnown ? word.Text : word.Text[..(word.Text.LastIndexOf('/') + 1)];
        if (text.Length == 0 && word.IsKnown)
        {
            return [];
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return [(GuardPlace.Unknown, null)];
        }

        if (text.StartsWith('/'))
        {
            return [(Of(text), word.IsKnown ? Path.GetFullPath(text) : null)];
        }

        return folders is null || text.StartsWith('~')
            ? [(GuardPlace.Unknown, null)]
            : [.. folders.Select(folder => Path.GetFullPath(text.Length == 0 ? "." : text, folder)).Select(path => (Of(path), word.IsKnown ? path : null))];
    }

    /// <summary>The path inside the worktree, with slashes; null when it is none.</summary>
    public string? InWorktree(string path)
    {
        var real = facts.Resolve(path);
        return _worktree is not null && Holds(_worktree, real) ? real[_worktree.Length..].Trim('/') : null;
    }

    private static bool IsInGitFolder(string path) => path.Split('/').Contains(".git");

    private static bool IsDevice(string path) =>
        path is "/dev/null" or "/dev/stdout" or "/dev/stderr" or "/dev/stdin" or "/dev/tty" or "/dev/zero" or "/dev/full" || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/dev/pts/", StringComparison.Ordinal);
}
