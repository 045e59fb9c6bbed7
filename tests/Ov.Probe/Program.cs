// A process of its own for tests of what only a process can show: adopting orphans, dying with a lock, outliving its caller.
using Ov.Core.Processes;

var variables = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" };
switch (args)
{
    // Holds a lock until its input ends, or until it is killed.
    case ["lock", var path]:
        using (FileLock.TryTake(path))
        {
            Console.WriteLine("held");
            Console.In.ReadToEnd();
        }
        return 0;

    // Starts a detached process and ends at once.
    case ["detach", var log, var mark, var script]:
        Console.WriteLine(DetachedProcess.Start("sh", ["-c", script], "/", new Dictionary<string, string>(variables) { ["MARK"] = mark }, log));
        return 0;

    // Hosts one turn, ends its tree, and says what it adopted and cleared away.
    case ["host", var mark, var script]:
        Subreaper.Become();
        using (var turn = TurnProcess.Start(new TurnRequest("sh", ["-c", script], "/", new Dictionary<string, string>(variables) { ["MARK"] = mark })
        {
            OnStdout = Console.WriteLine,
        }))
        {
            turn.WaitForExit();
            var end = ProcessTree.End(ProcessIdentity.Current(), [turn.Identity], TimeSpan.FromMilliseconds(300));
            Console.WriteLine($"left {end.Left.Count}");
            Subreaper.ReapAdopted();
            Console.WriteLine($"zombies {ProcessTree.All().Count(p => p.Parent == Environment.ProcessId && p.IsDead)}");
        }
        return 0;

    // An awaited child and an adopted one end; only the adopted one may be cleared away.
    case ["reap"]:
        Subreaper.Become();
        using (var turn = TurnProcess.Start(new TurnRequest("sh", ["-c", "(sleep 0 &) ; exit 7"], "/", variables)))
        {
            while (ProcessTree.All().Count(p => p.Parent == Environment.ProcessId && p.IsDead) < 2)
                Thread.Yield();
            Console.WriteLine($"reaped {Subreaper.ReapAdopted()}");
            Console.WriteLine($"exit {turn.WaitForExit()!.ExitCode}");
        }
        return 0;

    case ["ancestry"]:
        Console.WriteLine(HostAncestry.HasHostAncestor());
        return 0;

    default:
        return 2;
}
