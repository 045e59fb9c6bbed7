using Ov.Core.Config;
using Ov.Core.Worktrees;

namespace Ov.Core.Checkup;

/// <summary>Whether the disks of the ledger and of the worktrees have room.</summary>
internal static class DiskChecks
{
    private const string Category = "disk";

    public static IEnumerable<Check> Run(OvApp app)
    {
        var reserve = app.Config.Worktrees.DiskReserve;
        foreach (var (name, folder) in new[] { ("ledger", app.Project.CommonDir), ("worktrees", app.Config.Worktrees.Directory) })
        {
            yield return DiskRoom.Free(folder) is { } free && free < reserve
                ? Check.Warn(Category, name, "disk-low", $"The disk of the {name} has less free than worktrees.diskReserve keeps, so no worktree is made there.",
                    "Remove what is done with 'ov worktree clean' or 'ov clean --all'.", $"{folder}: {ByteSize.Text(free)} free, {ByteSize.Text(reserve)} in reserve")
                : Check.Pass(Category, name, $"The disk of the {name} has room");
        }
    }
}
