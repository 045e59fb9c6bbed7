namespace Ov.Core.Shells;

/// <summary>The folders above a file that were made for it.</summary>
internal static class FolderTrail
{
    /// <summary>How many of them are not there yet.</summary>
    public static int Missing(string file)
    {
        var missing = 0;
        for (var folder = Path.GetDirectoryName(file); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing++;
        }

        return missing;
    }

    /// <summary>Removes at most so many of them, nearest first, and stops at one that holds something.</summary>
    public static void RemoveEmpty(string file, int count)
    {
        for (var folder = Path.GetDirectoryName(file); count > 0 && folder is not null && Directory.Exists(folder); folder = Path.GetDirectoryName(folder), count--)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }

            Directory.Delete(folder);
        }
    }
}
