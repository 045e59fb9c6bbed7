namespace Ov.Core.Processes;

/// <summary>A child's standard input as a file: no thread has to feed it, and a child that never reads it hangs nobody.</summary>
internal static class StandardInput
{
    internal static int Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return OfFile("/dev/null");
        var descriptor = Libc.AboveStandard(Libc.MemoryFile("ov-input", 1));
        if (descriptor < 0 || !Libc.Write(descriptor, bytes) || Libc.Seek(descriptor, 0, 0) != 0)
            throw new OvException(ErrorCode.Failed, $"The input of a command could not be stored: {Libc.Message(Libc.LastError)}.");
        return descriptor;
    }

    internal static int OfFile(string path)
    {
        var descriptor = Libc.AboveStandard(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0));
        return descriptor >= 0
            ? descriptor
            : throw new OvException(ErrorCode.NotFound, $"The input file {path} could not be read: {Libc.Message(Libc.LastError)}.");
    }
}
