using System.Text;

namespace Ov.Core.Shells;

/// <summary>
/// Files of the user's own, read and written byte for byte: a text here holds one letter for each byte, so that what is no UTF-8 survives.
/// A link is followed, since dotfiles are often kept elsewhere, and a file is replaced whole or not at all.
/// </summary>
internal static class ShellFile
{
    /// <summary>The bytes as letters; null when there is no such file.</summary>
    public static string? Read(string path) => Guarded(path, () => File.Exists(path) ? Encoding.Latin1.GetString(File.ReadAllBytes(path)) : null);

    /// <summary>Our own text as bytes.</summary>
    public static string Raw(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes as the text they stand for.</summary>
    public static string Text(string raw) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));

    public static void Write(string path, string raw) => Guarded(path, () =>
    {
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.ov-{Guid.NewGuid():N}";
        File.WriteAllBytes(draft, Encoding.Latin1.GetBytes(raw));
        if (File.Exists(target) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
        }

        File.Move(draft, target, overwrite: true);
        return true;
    });

    public static void Remove(string path) => Guarded(path, () =>
    {
        File.Delete(path);
        return true;
    });

    private static T Guarded<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OvException(ErrorCode.Failed, $"{path} cannot be read or written: {fault.Message}", "Correct its permissions, then run this again.");
        }
    }
}
