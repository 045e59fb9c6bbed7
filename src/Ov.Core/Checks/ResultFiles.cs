using Ov.Core.Agents;

namespace Ov.Core.Checks;

/// <summary>Finds and reads the files that a check wrote.</summary>
internal static class ResultFiles
{
    private const int MostFiles = 200;

    /// <param name="globs">Where the gate says that it writes, inside the worktree.</param>
    /// <param name="since">What is older is of another run.</param>
    /// <returns>Null when there is none that can be read.</returns>
    public static CheckResults? Read(string folder, IReadOnlyList<string> globs, DateTime since)
    {
        var patterns = globs.SelectMany(GlobPaths.Of).ToList();
        if (patterns.Count == 0)
        {
            return null;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var found = Directory.EnumerateFiles(folder, "*", options)
            .Where(file => patterns.Exists(glob => glob.Matches(Path.GetRelativePath(folder, file).Replace('\\', '/'))))
            .Select(file => new FileInfo(file)).Where(file => file.LastWriteTimeUtc >= since.AddSeconds(-1) && file.Length <= ResultReader.LongestText).Take(MostFiles)
            .Select(file => ResultReader.Read(File.ReadAllText(file.FullName))).OfType<CheckResults>().ToList();
        return found.Count == 0 ? null : found.Aggregate(CheckResults.None, (all, one) => all.And(one));
    }
}
