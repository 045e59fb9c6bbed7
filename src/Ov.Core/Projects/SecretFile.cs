namespace Ov.Core.Projects;

/// <summary>A file for one secret, readable by its owner only. It vanishes again unless it is kept: no token file without its token.</summary>
internal sealed class SecretFile : IDisposable
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly FileStream _stream;
    private bool _kept;

    private SecretFile(string path, FileStream stream) => (_path, _stream) = (path, stream);

    /// <exception cref="OvException">state when the file exists, failed when it cannot be made.</exception>
    public static SecretFile Create(string path)
    {
        if (Path.Exists(path))
        {
            throw new OvException(ErrorCode.State, $"The token file exists already and is not overwritten: {path}", "Name a new file with --token-file.");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        try
        {
            return new SecretFile(path, new FileStream(path, options));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OvException(ErrorCode.Failed, $"The token file could not be written: {fault.Message}", "Name a file in a folder you may write to.");
        }
    }

    public void Write(string secret)
    {
        _stream.Write(System.Text.Encoding.UTF8.GetBytes(secret + "\n"));
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>The secret took effect: the file stays.</summary>
    public void Keep() => _kept = true;

    public void Dispose()
    {
        _stream.Dispose();
        if (!_kept)
        {
            File.Delete(_path);
        }
    }
}
