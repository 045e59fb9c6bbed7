namespace Ov.Core.Ledger;

/// <summary>Folders that only this user may enter, and so are those above them that are made with them.</summary>
public static class PrivateFolder
{
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            if (Path.GetDirectoryName(path) is { } above && !Directory.Exists(above))
            {
                Create(above);
            }

            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
