using System.Text;

namespace Ov.Core.Processes;

/// <summary>Small reads from /proc, which reports no length and vanishes under the reader.</summary>
internal static class ProcFile
{
    /// <summary>The whole file, or null when it is absent or not ours to read.</summary>
    internal static byte[]? Read(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return null;
        try
        {
            var buffer = new byte[4096];
            var length = 0;
            while (true)
            {
                var read = Libc.Read(descriptor, buffer.AsSpan(length));
                if (read < 0)
                    return null;
                if (read == 0)
                    return buffer[..length];
                length += read;
                if (length == buffer.Length)
                    Array.Resize(ref buffer, length * 2);
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>The value a process was started with, or null when it has none or is not ours to read.</summary>
    internal static string? Variable(int pid, string name)
    {
        if (Read($"/proc/{pid}/environ") is not { } block)
            return null;
        var prefix = Encoding.UTF8.GetBytes(name + "=");
        var rest = block.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)0);
            var entry = end < 0 ? rest : rest[..end];
            if (entry.StartsWith(prefix))
                return Encoding.UTF8.GetString(entry[prefix.Length..]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return null;
    }
}
