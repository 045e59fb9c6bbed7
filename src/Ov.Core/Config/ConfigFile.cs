using System.Text;

namespace Ov.Core.Config;

/// <summary>One of the two files as text, replaced whole or not at all. A link is followed, the mode stays.</summary>
internal static class ConfigFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Empty when there is no file.</summary>
    public static string Read(string path) => Guarded(path, () => File.Exists(path) ? Strict.GetString(File.ReadAllBytes(path)) : "");

    public static void Write(string path, string text) => Guarded(path, () =>
    {
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Strict.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(target) && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
            }

            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        return true;
    });

    private static T Guarded<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OvException(ErrorCode.Failed, $"{path} cannot be read or written: {fault.Message}", "Correct the file or its permissions; nothing was changed.");
        }
    }
}
