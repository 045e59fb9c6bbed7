using Ov.Core.Processes;

namespace Ov.Core.Git;

/// <summary>Finds the repository around a folder by reading files as git does; a subprocess would double the time of a short command.</summary>
public static class RepositoryLocator
{
    /// <summary>The repository that holds the folder, or null.</summary>
    public static Repository? Find(string startDirectory)
    {
        for (var folder = Real(startDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var dotGit = Path.Combine(folder, ".git");
            var gitDir = Directory.Exists(dotGit) ? dotGit : File.Exists(dotGit) ? Pointed(dotGit, "gitdir:", folder) : null;
            if (gitDir is not null && IsGitDir(gitDir))
                return At(folder, gitDir);
            if (IsGitDir(folder))
                return At(null, folder);
        }
        return null;
    }

    private static Repository At(string? root, string gitDir)
    {
        gitDir = Real(gitDir) ?? gitDir;
        var commonDir = Pointed(Path.Combine(gitDir, "commondir"), "", gitDir) ?? gitDir;
        return new Repository(root, gitDir, Real(commonDir) ?? commonDir);
    }

    private static bool IsGitDir(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && (File.Exists(Path.Combine(folder, "commondir"))
            || (Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))));

    /// <summary>The path written in a file of one line, taken from the folder; null when the file says nothing of the kind.</summary>
    private static string? Pointed(string file, string prefix, string folder)
    {
        if (!File.Exists(file))
            return null;
        var text = File.ReadAllText(file).TrimEnd('\n', '\r');
        return text.StartsWith(prefix, StringComparison.Ordinal) ? Path.GetFullPath(text[prefix.Length..].TrimStart(), folder) : null;
    }

    private static string? Real(string path) =>
        OperatingSystem.IsLinux() ? Libc.RealPath(path) : Path.Exists(path) ? Path.GetFullPath(path) : null;
}
