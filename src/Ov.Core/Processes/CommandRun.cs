using System.Buffers;
using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>
/// One command from start to end on one thread: a single poll over both pipes, the process and the cancellation, because three
/// threads would cost more than a git call. A grandchild that keeps a pipe open after the command's end is not waited for.
/// </summary>
internal sealed class CommandRun : IDisposable
{
    /// <summary>What was written before the exit is already in the pipe; this only covers a grandchild about to finish.</summary>
    private const int DrainMs = 100;

    private readonly ProcessRequest _request;
    private readonly string? _mark;
    private readonly CapturedOutput _stdout;
    private readonly CapturedOutput _stderr;
    private readonly ChildProcess _child;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _stdoutPipe;
    private int _stderrPipe;
    private readonly int _log;

    private CommandRun(ProcessRequest request, string? mark, ChildProcess child, int stdout, int stderr, int log)
    {
        (_request, _mark, _child, _stdoutPipe, _stderrPipe, _log) = (request, mark, child, stdout, stderr, log);
        (_stdout, _stderr) = (new CapturedOutput(request.OutputCap), new CapturedOutput(request.OutputCap));
    }

    internal static CommandRun Start(ProcessRequest request, IReadOnlyDictionary<string, string> environment)
    {
        OnlyLinux.Require("Running programs");
        var log = request.LogFile is { } file ? LogFile.Open(file) : -1;
        var input = StandardInput.Of(request.Input.Span);
        var (stdout, stdoutEnd) = Libc.Pipe();
        var (stderr, stderrEnd) = Libc.Pipe();
        try
        {
            var child = ChildProcess.Start(new SpawnRequest(
                request.FileName, request.Arguments, request.WorkingDirectory, environment, input, stdoutEnd, stderrEnd));
            return new CommandRun(request, environment.GetValueOrDefault(ProcessRunner.MarkVariable), child, stdout, stderr, log);
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

    internal ProcessResult ToEnd(CancellationToken cancellation)
    {
        using var bell = new CancellationBell(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(65536);
        try
        {
            var timedOut = !Follow(bell, buffer);
            if (timedOut)
                EndTree();
            else if (_request.OwnsTree)
                EndMembers();
            return new ProcessResult(
                _child.ExitCode ?? 255, _stdout.ToArray(), _stderr.ToArray(), timedOut && !cancellation.IsCancellationRequested,
                _stdout.Cut || _stderr.Cut, Stopwatch.GetElapsedTime(_started));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        void EndTree()
        {
            EndMembers();
            WaitAtMost(TimeSpan.FromSeconds(1));
            Drain(buffer);
        }
    }

    /// <summary>Reads until the command has ended and both pipes are closed or silent. False on the time limit or a cancellation.</summary>
    private bool Follow(CancellationBell bell, byte[] buffer)
    {
        Span<Libc.PollEntry> entries = stackalloc Libc.PollEntry[4];
        long? exitedAt = null;
        while (true)
        {
            if (exitedAt is null && (_child.Descriptor < 0 || entries[2].Result != 0) && _child.HasExited())
                exitedAt = Stopwatch.GetTimestamp();
            if (exitedAt is not null && _stdoutPipe < 0 && _stderrPipe < 0)
                return true;
            if (exitedAt is { } exited && Stopwatch.GetElapsedTime(exited).TotalMilliseconds >= DrainMs)
            {
                Drain(buffer);
                return true;
            }
            if (exitedAt is null && (bell.Rang || RemainingMs() == 0))
                return false;
            entries[0] = new Libc.PollEntry(_stdoutPipe);
            entries[1] = new Libc.PollEntry(_stderrPipe);
            entries[2] = new Libc.PollEntry(exitedAt is null ? _child.Descriptor : -1);
            entries[3] = new Libc.PollEntry(exitedAt is null ? bell.Descriptor : -1);
            _ = Libc.Poll(entries, TimeoutMs(exitedAt));
            Take(entries[0], ref _stdoutPipe, _stdout, buffer);
            Take(entries[1], ref _stderrPipe, _stderr, buffer);
        }
    }

    private int TimeoutMs(long? exitedAt)
    {
        if (exitedAt is { } exited)
            return Math.Max(1, DrainMs - (int)Stopwatch.GetElapsedTime(exited).TotalMilliseconds);
        var remaining = RemainingMs();
        // Without a process descriptor (old kernels) the exit has to be looked for.
        return _child.Descriptor >= 0 ? remaining : remaining < 0 ? 10 : Math.Min(10, remaining);
    }

    private int RemainingMs() => _request.TimeLimit is { } limit
        ? (int)Math.Clamp(Math.Ceiling((limit - Stopwatch.GetElapsedTime(_started)).TotalMilliseconds), 0, int.MaxValue)
        : -1;

    private void Take(Libc.PollEntry entry, ref int pipe, CapturedOutput output, byte[] buffer)
    {
        if (pipe < 0 || entry.Result == 0)
            return;
        var read = Libc.Read(pipe, buffer);
        if (read <= 0)
        {
            Close(pipe);
            pipe = -1;
            return;
        }
        output.Add(buffer.AsSpan(0, read));
        if (_log >= 0)
            _ = Libc.Write(_log, buffer.AsSpan(0, read));
        if (_request.OnLine is { } tell && NewestLine.Of(buffer.AsSpan(0, read)) is { } line)
            tell(line);
    }

    /// <summary>Takes what the pipes hold now. Bounded: a grandchild may write for ever.</summary>
    private void Drain(byte[] buffer)
    {
        Span<Libc.PollEntry> entries = stackalloc Libc.PollEntry[2];
        for (var round = 0; round < 64 && (_stdoutPipe >= 0 || _stderrPipe >= 0); round++)
        {
            entries[0] = new Libc.PollEntry(_stdoutPipe);
            entries[1] = new Libc.PollEntry(_stderrPipe);
            if (Libc.Poll(entries, 0) <= 0)
                return;
            Take(entries[0], ref _stdoutPipe, _stdout, buffer);
            Take(entries[1], ref _stderrPipe, _stderr, buffer);
        }
    }

    private void EndMembers()
    {
        TreeEnding.Run(
            all => TreeMembers.Of(all, _child.Identity, true, [_child.Identity]).Union(
                _mark is null ? [] : all.Where(p => p.Variable(ProcessRunner.MarkVariable) == _mark)),
            _request.Grace);
    }

    private void WaitAtMost(TimeSpan limit)
    {
        var from = Stopwatch.GetTimestamp();
        while (!_child.HasExited() && Stopwatch.GetElapsedTime(from) < limit)
            _ = Libc.Poll([new Libc.PollEntry(_child.Descriptor)], 10);
    }

    private static void Close(params ReadOnlySpan<int> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0)
                _ = Libc.Close(descriptor);
        }
    }

    public void Dispose()
    {
        Close(_stdoutPipe, _stderrPipe, _log);
        _child.Dispose();
    }
}
