namespace Ov.Core.Processes;

/// <summary>Opens a log that several processes may append to; only its owner can read it, as output may hold secrets.</summary>
internal static class LogFile
{
    internal static int Open(string path)
    {
        var descriptor = Libc.AboveStandard(Libc.Open(path, Libc.WriteOnly | Libc.Create | Libc.Append | Libc.CloseOnExec, 0x180));
        return descriptor >= 0
            ? descriptor
            : throw new OvException(ErrorCode.Failed, $"The log {path} could not be opened: {Libc.Message(Libc.LastError)}.");
    }
}
