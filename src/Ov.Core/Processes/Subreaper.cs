namespace Ov.Core.Processes;

/// <summary>Makes a host the parent of everything its agent leaves behind, so that nothing of it can hide from being ended.</summary>
public static unsafe class Subreaper
{
    private const int SetChildSubreaper = 36, AnyChild = 0, PidOffset = 16;

    public static void Become()
    {
        OnlyLinux.Require("Hosting an agent");
        if (Libc.ProcessControl(SetChildSubreaper, 1, 0, 0, 0) != 0)
            throw new OvException(ErrorCode.Failed, $"The kernel refuses to adopt an agent's processes: {Libc.Message(Libc.LastError)}.");
    }

    /// <summary>Clears away ended children that nobody here waits for, and says how many. Children of our own runner are left to it.</summary>
    /// <param name="exceptPids">Further children that somebody else waits for.</param>
    public static int ReapAdopted(IReadOnlyCollection<int>? exceptPids = null)
    {
        var reaped = 0;
        while (AnyEndedChild() is { } pid)
        {
            if (!IsOurs(pid))
                return reaped + ReapByTable();
            reaped += Reap(pid);
        }
        return reaped;

        bool IsOurs(int pid) => !ChildProcess.IsAwaited(pid) && exceptPids?.Contains(pid) != true;

        // The kernel shows only the first ended child; when that one is awaited, the others have to be looked for.
        int ReapByTable() => ProcessTree.All()
            .Where(p => p.Parent == Environment.ProcessId && p.IsDead && IsOurs(p.Pid)).Sum(p => Reap(p.Pid));
    }

    private static int? AnyEndedChild()
    {
        var info = stackalloc byte[128];
        *(int*)(info + PidOffset) = 0;
        var answer = Libc.WaitId(AnyChild, 0, info, Libc.Exited | Libc.NoHang | Libc.NoWait);
        var pid = *(int*)(info + PidOffset);
        return answer == 0 && pid > 0 ? pid : null;
    }

    private static int Reap(int pid)
    {
        int status;
        return Libc.WaitPid(pid, &status, Libc.NoHang) == pid ? 1 : 0;
    }
}
