using System.Diagnostics;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Tasks;

namespace Ov.Demo;

/// <summary>Plays the demo: prepares the run, lets the scripted team work, kills one worker on purpose, waits for the end.</summary>
internal sealed class DemoRun(DemoSandbox sandbox, OvApp scratch, Action<EventRecord> show)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private long _cursor;

    /// <summary>The worker that was killed: its agent row as it was, and the pid.</summary>
    public (AgentRecord Agent, int Pid)? Killed { get; private set; }

    public void Play(CancellationToken stop)
    {
        Prepare();
        var clock = Stopwatch.StartNew();
        while (!IsOver())
        {
            Follow();
            KillTheManualsWriter();
            stop.ThrowIfCancellationRequested();
            if (clock.Elapsed > Patience)
            {
                throw new OvException(ErrorCode.TimedOut, "The demo's team did not finish in time.", "Run it again with --keep DIR and look at 'ov status' there.");
            }

            stop.WaitHandle.WaitOne(Look);
        }

        sandbox.Ov("run", "complete", "demo");
        WaitForQuiet(stop);
        Follow();
    }

    /// <summary>Ends whatever still runs; part of every way out.</summary>
    public void StopEverything()
    {
        if (scratch.HasLedger && sandbox.Processes().Count > 0)
        {
            sandbox.Ov("stop", "--all", "--yes");
            WaitForQuiet(CancellationToken.None);
        }
    }

    private void Prepare()
    {
        sandbox.MakeRepository();
        sandbox.Ov("run", "start", "demo", "--target", "main", "--objective", "Two options and a manual for greet.sh");
        sandbox.Ov("task", "add", "Give greet.sh two options and a manual", "--role", "lead");
        sandbox.Ov("task", "add", "Find out how greet.sh reads its options", "--role", "scout", "--parent", "1");
        sandbox.Ov("task", "add", "Add --bye to greet.sh", "--parent", "1", "--needs", "2");
        sandbox.Ov("task", "add", "Add --shout to greet.sh", "--parent", "1", "--needs", "2");
        sandbox.Ov("task", "add", "Write the manual of greet.sh", "--parent", "1", "--needs", "3,4");
        sandbox.Ov("task", "add", "Review the result", "--role", "reviewer", "--parent", "1", "--needs", "5");
        sandbox.Ov("group", "create", "greet", "2", "3", "4", "5", "6");
        // The gate and the agents' command are this demo's own; its own user configuration remembers the approval.
        sandbox.Ov("merge", "--all", "--trust");
        sandbox.Ov("sling", "Coordinate the greet run", "--trust", "--capability", "coordinator", "--force-hierarchy", "--name", "greet-coordinator");
    }

    private bool IsOver() => scratch.Ledger.Read(sql =>
        TaskStore.All(sql) is { Count: > 0 } tasks && tasks.All(task => task.State == TaskState.Closed) && AgentStore.CountLive(sql) == 0);

    private void Follow()
    {
        foreach (var record in scratch.Ledger.Read(sql => EventStore.After(sql, _cursor, 500)))
        {
            _cursor = record.Seq;
            show(record);
        }
    }

    /// <summary>SIGKILL to the writer of the manual and its host, once it has left its draft: a crash as it happens in life.</summary>
    private void KillTheManualsWriter()
    {
        if (Killed is not null || ManualsWriter() is not { } writer
            || !File.Exists(Path.Combine(writer.Worktree!, "docs", "usage.txt"))
            || ProcessIdentity.Parse(writer.TurnProcess) is not { } turn || ProcessIdentity.Parse(writer.Host) is not { } host)
        {
            return;
        }

        Killed = (writer, turn.Pid);
        Signals.KillNow(host);
        Signals.KillNow(turn);
    }

    private AgentRecord? ManualsWriter() => scratch.Ledger.Read(sql =>
        TaskStore.All(sql).FirstOrDefault(task => task.Title.Contains("manual of", StringComparison.Ordinal))?.OwnerId is { } owner
            ? AgentStore.ById(sql, owner)
            : null);

    private void WaitForQuiet(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (sandbox.Processes().Count > 0 && clock.Elapsed < TimeSpan.FromSeconds(10) && !stop.IsCancellationRequested)
        {
            stop.WaitHandle.WaitOne(Look);
        }
    }
}
