using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>A running turn: a child in its own session whose output is read line by line while it works.</summary>
public sealed class TurnProcess : IDisposable
{
    /// <summary>How long a grandchild may hold on to the output after the turn's process has ended.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(200);

    private readonly ChildProcess _child;
    private readonly TurnOutput _output;

    private TurnProcess(ChildProcess child, TurnOutput output) => (_child, _output) = (child, output);

    /// <summary>Also names the turn's session, for <see cref="ProcessTree.End(ProcessIdentity, IReadOnlyList{ProcessIdentity}, TimeSpan, bool)"/>.</summary>
    public ProcessIdentity Identity => _child.Identity;

    public static TurnProcess Start(TurnRequest request)
    {
        OnlyLinux.Require("Running a turn");
        // The turn belongs to its host, so it must not carry the mark that would keep it from being ended with it.
        var environment = request.Environment.Where(v => v.Key != HostMarker.Variable).ToDictionary();
        var log = request.LogFile is { } file ? LogFile.Open(file) : -1;
        var (stdout, stdoutEnd) = Libc.Pipe();
        var (stderr, stderrEnd) = Libc.Pipe();
        var input = -1;
        try
        {
            input = request.InputFile is { } path ? StandardInput.OfFile(path) : StandardInput.Of(request.Input.Span);
            var child = ChildProcess.Start(new SpawnRequest(
                request.FileName, request.Arguments, request.WorkingDirectory, environment, input, stdoutEnd, stderrEnd));
            return new TurnProcess(child, TurnOutput.Follow(stdout, stderr, log, request.OnStdout, request.OnStderr));
        }
        catch
        {
            Close(stdout, stderr, log);
            throw;
        }
        finally
        {
            Close(input, stdoutEnd, stderrEnd);
        }
    }

    /// <summary>
    /// Waits for the end of the turn's process and of its output; null when the limit passed first or the token was cancelled, and
    /// the turn goes on. An exception thrown by a line's receiver comes out here.
    /// </summary>
    public TurnExit? WaitForExit(TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        using var bell = new CancellationBell(cancellation);
        var started = Stopwatch.GetTimestamp();
        while (!_child.HasExited())
        {
            var remaining = limit is { } most ? Math.Max(0, (most - Stopwatch.GetElapsedTime(started)).TotalMilliseconds) : -1;
            if (remaining == 0 || cancellation.IsCancellationRequested)
                return null;
            var timeoutMs = remaining < 0 ? -1 : (int)Math.Min(int.MaxValue, Math.Ceiling(remaining));
            // Without a process descriptor (old kernels) the exit has to be looked for.
            if (_child.Descriptor < 0)
                timeoutMs = timeoutMs < 0 ? 50 : Math.Min(50, timeoutMs);
            _ = Libc.Poll([new Libc.PollEntry(_child.Descriptor), new Libc.PollEntry(bell.Descriptor)], timeoutMs);
        }
        var closed = _output.Finish(Drain);
        return new TurnExit(_child.ExitCode!.Value, closed);
    }

    /// <summary>Ends the turn's session and everything below its process. A host also ends what was reparented to itself.</summary>
    public TreeEnd End(TimeSpan grace) =>
        ProcessTree.End(Identity, [Identity], grace, includeRoot: true);

    /// <summary>Lets go; a turn that still runs goes on.</summary>
    public void Dispose()
    {
        _output.Finish(TimeSpan.Zero, quiet: true);
        _child.Dispose();
    }

    private static void Close(params ReadOnlySpan<int> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0)
                _ = Libc.Close(descriptor);
        }
    }
}
