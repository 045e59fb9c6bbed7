namespace Ov.Core.Processes;

/// <summary>Reads a file that somebody else may have put there to mislead us: a link, a pipe that never ends, something huge.</summary>
public static class StrangersFile
{
    /// <summary>The whole content, or null with the reason.</summary>
    /// <param name="path">Absolute, without a link in it.</param>
    /// <param name="limit">In bytes.</param>
    public static byte[]? Read(string path, int limit, out string fault)
    {
        OnlyLinux.Require("Reading an outbox");
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.NonBlock | Libc.CloseOnExec, 0);
        if (descriptor < 0)
        {
            fault = $"it cannot be read: {Libc.Message(Libc.LastError)}";
            return null;
        }

        try
        {
            // Asked of what was opened, so that nothing can be put in its place meanwhile.
            if (new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget != path)
            {
                fault = "it is a link";
                return null;
            }

            return Bytes(descriptor, limit, out fault);
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static byte[]? Bytes(int descriptor, int limit, out string fault)
    {
        var bytes = new byte[limit + 1];
        var length = 0;
        int read;
        while (length < bytes.Length && (read = Libc.Read(descriptor, bytes.AsSpan(length))) != 0)
        {
            if (read < 0)
            {
                fault = "it is no file";
                return null;
            }

            length += read;
        }

        fault = length > limit ? "it is too large" : "";
        return length > limit ? null : bytes[..length];
    }
}
