namespace Ov.Core.Processes;

/// <summary>
/// Starts a process in a session of its own with nothing inherited but its three streams: default signal handling, no other
/// descriptor. The session lets the whole tree be ended later, and keeps a Ctrl-C for <c>ov</c> away from work in progress.
/// </summary>
internal static unsafe class Spawner
{
    private const short DefaultSignals = 0x04, SignalMask = 0x08, NewSession = 0x80;

    /// <summary>The number of the new process. The caller reaps it.</summary>
    internal static int Start(SpawnRequest request)
    {
        OnlyLinux.Require("Starting programs");
        RefuseNul(request);
        var program = ProgramPath.Find(request.FileName, request.Environment, request.WorkingDirectory)
            ?? throw Missing(request, "is not on PATH or not executable");
        KeepExitStatuses();
        var variables = request.Environment.Select(v => $"{v.Key}={v.Value}").ToArray();
        var error = Start(request, program, [request.FileName, .. request.Arguments], variables, out var pid);
        // As a shell does: a script without a #! line is the shell's.
        if (error == Libc.NoExec)
            error = Start(request, "/bin/sh", ["/bin/sh", program, .. request.Arguments], variables, out pid);
        return error == 0 ? pid : throw Refusal(request, program, error);
    }

    private static int Start(SpawnRequest request, string program, string[] arguments, string[] variables, out int pid)
    {
        var attributes = stackalloc byte[1024];
        var actions = stackalloc byte[1024];
        _ = Libc.SpawnAttributes(attributes);
        _ = Libc.SpawnActions(actions);
        try
        {
            SetSignals(attributes);
            _ = Libc.SpawnDuplicate(actions, request.Stdin, 0);
            _ = Libc.SpawnDuplicate(actions, request.Stdout, 1);
            _ = Libc.SpawnDuplicate(actions, request.Stderr, 2);
            if (request.WorkingDirectory is { } folder && !ChangeDirectory(actions, folder))
                (program, arguments) = ("/bin/sh", ["sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder, program, .. arguments[1..]]);
            CloseTheRest(actions);
            using var argv = new NativeStrings(arguments);
            using var envp = new NativeStrings(variables);
            using var path = new NativeStrings([program]);
            int started;
            var error = Libc.Spawn(&started, *path.Pointer, actions, attributes, argv.Pointer, envp.Pointer);
            pid = started;
            return error;
        }
        finally
        {
            _ = Libc.SpawnActionsFree(actions);
            _ = Libc.SpawnAttributesFree(attributes);
        }
    }

    private static void SetSignals(void* attributes)
    {
        var signals = stackalloc byte[128];
        _ = Libc.SpawnFlags(attributes, DefaultSignals | SignalMask | NewSession);
        _ = Libc.SignalsFill(signals);
        _ = Libc.SpawnDefaultSignals(attributes, signals);
        _ = Libc.SignalsClear(signals);
        _ = Libc.SpawnSignalMask(attributes, signals);
    }

    /// <summary>False on a C library older than 2019, where a shell changes the folder instead.</summary>
    private static bool ChangeDirectory(void* actions, string folder)
    {
        try
        {
            return Libc.SpawnChangeDirectory(actions, folder) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static void CloseTheRest(void* actions)
    {
        try
        {
            _ = Libc.SpawnCloseFrom(actions, 3);
        }
        catch (EntryPointNotFoundException)
        {
            foreach (var entry in Directory.GetFileSystemEntries("/proc/self/fd"))
            {
                if (int.TryParse(Path.GetFileName(entry), out var descriptor) && descriptor > 2)
                    Libc.MarkCloseOnExec(descriptor);
            }
        }
    }

    /// <summary>A caller that ignores SIGCHLD hands that on to us, and the kernel would throw our children's exit statuses away.</summary>
    private static void KeepExitStatuses()
    {
        const nint ignored = 1;
        var action = stackalloc nint[64];
        if (Libc.SignalAction(Libc.SigChild, null, action) == 0 && action[0] == ignored)
            _ = Libc.Signal(Libc.SigChild, 0);
    }

    private static void RefuseNul(SpawnRequest request)
    {
        if (request.Arguments.Any(a => a.Contains('\0', StringComparison.Ordinal)) || request.FileName.Contains('\0', StringComparison.Ordinal))
            throw new OvException(ErrorCode.Usage, $"An argument for {request.FileName} holds a NUL character, which no program can receive.");
    }

    private static OvException Refusal(SpawnRequest request, string program, int error) =>
        request.WorkingDirectory is { } folder && !Directory.Exists(folder)
            ? new OvException(ErrorCode.NotFound, $"{request.FileName} was not started: the folder {folder} does not exist.")
            : error is Libc.NoEntry or Libc.NotDirectory or Libc.NoAccess or Libc.NoExec
                ? Missing(request, $"could not be started ({program}: {Libc.Message(error)})")
                : new OvException(ErrorCode.Failed, $"{request.FileName} could not be started: {Libc.Message(error)}.");

    private static OvException Missing(SpawnRequest request, string why) =>
        new(ErrorCode.ToolMissing, $"The program {request.FileName} {why}.", $"Install {request.FileName}, or put it on PATH.");
}
