using System.Text;

namespace Ov.Core.Ledger;

/// <summary>Files that only this user may read: secrets and prompts.</summary>
public static class PrivateFile
{
    /// <summary>Writes the whole text, made with its final permissions; an older file of that name is replaced.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(path);
        using var stream = new FileStream(path, options);
        stream.Write(bytes);
    }
}
