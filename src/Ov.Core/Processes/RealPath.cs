namespace Ov.Core.Processes;

/// <summary>Follows symbolic links as far as a path exists.</summary>
public static class RealPath
{
    /// <param name="path">Absolute.</param>
    public static string Of(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Contains('\0', StringComparison.Ordinal))
        {
            return path;
        }

        for (var folder = path; folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
        {
            if (Libc.RealPath(folder) is { } real)
            {
                return folder.Length == path.Length ? real : Path.Join(real, path[folder.Length..]);
            }
        }

        return path;
    }
}
