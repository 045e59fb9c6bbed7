using System.Text;

namespace Ov.Core.Ledger;

/// <summary>Files that only this user may read: secrets and prompts.</summary>
public static class PrivateFile
{
    /// <summary>Writes the whole text, made with its final permissions; an older file of that name is replaced.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(path);
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
