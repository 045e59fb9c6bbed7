using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>Whether new checkouts fit on their disk with something left. Asked before anything is reserved.</summary>
public static class DiskRoom
{
    /// <summary>One checkout on a disk with this much free is not worth a question to git.</summary>
    private const long Plenty = 20L << 30;

    private const int Block = 4096;

    /// <param name="folder">Where they will lie; it need not exist yet.</param>
    /// <param name="commits">What each of them checks out; null where that is not known and not worth asking.</param>
    /// <exception cref="OvException">limit-disk, naming need and have.</exception>
    public static void Require(OvApp app, string folder, IReadOnlyList<string> commits)
    {
        if (commits.Count == 0 || Free(folder) is not { } free)
        {
            return;
        }

        var reserve = app.Config.Worktrees.DiskReserve;
        if (commits.Count == 1 && free >= reserve + Plenty)
        {
            return;
        }

        var sizes = commits.Distinct().ToDictionary(commit => commit, commit => CheckoutSize(app.Git, app.Project.CommonDir, commit));
        var need = commits.Sum(commit => sizes[commit]);
        if (need + reserve <= free)
        {
            return;
        }

        throw new OvException(
            ErrorCode.LimitDisk,
            string.Create(CultureInfo.InvariantCulture, $"{commits.Count} {(commits.Count == 1 ? "worktree needs" : "worktrees need")} about {ByteSize.Text(need)} and {ByteSize.Text(reserve)} stay in reserve, but {folder} has {ByteSize.Text(free)} free."),
            "Remove worktrees that are done ('ov worktree clean'), start fewer, use --sparse, or set worktrees.diskReserve.")
        {
            Facts = new Dictionary<string, string>
            {
                ["needBytes"] = need.ToString(CultureInfo.InvariantCulture), ["reserveBytes"] = reserve.ToString(CultureInfo.InvariantCulture), ["freeBytes"] = free.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>What the files of a commit take on a disk that gives out whole blocks.</summary>
    public static long CheckoutSize(GitProgram git, string directory, string commit) =>
        git.Text(GitCall.Read(directory, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)).Split('\0', StringSplitOptions.RemoveEmptyEntries).Sum(SizeOnDisk);

    private static long SizeOnDisk(string entry)
    {
        // mode, kind, id and size, padded with blanks; then a tab and the name. A submodule has no size.
        var fields = entry[..entry.IndexOf('\t')].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 4 && long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? (size + Block - 1) / Block * Block : 0;
    }

    /// <summary>Null where the system does not tell.</summary>
    internal static long? Free(string folder)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
        {
            there = above;
        }

        try
        {
            return new DriveInfo(there).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
