namespace Ov.Core.Worktrees;

/// <summary>What the files of a folder take, links not followed.</summary>
public static class FolderSize
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public static long Of(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", Everything).Sum(file => file.Length);
}
