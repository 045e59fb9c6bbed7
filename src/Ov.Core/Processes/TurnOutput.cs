using System.Runtime.ExceptionServices;

namespace Ov.Core.Processes;

/// <summary>One thread that reads both output streams of a turn until they close or it is told to stop.</summary>
internal sealed class TurnOutput
{
    private readonly int _stop = Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlock);
    private readonly int _log;
    private readonly LineSplitter _stdoutLines;
    private readonly LineSplitter _stderrLines;
    private readonly Thread _thread;
    private int _stdout;
    private int _stderr;
    private bool _closed;
    private bool _finished;
    private int _roundsAfterStop = 64;
    private ExceptionDispatchInfo? _failure;

    private TurnOutput(int stdout, int stderr, int log, Action<string>? onStdout, Action<string>? onStderr)
    {
        (_stdout, _stderr, _log) = (stdout, stderr, log);
        _stdoutLines = new LineSplitter(Guarded(onStdout));
        _stderrLines = new LineSplitter(Guarded(onStderr));
        _thread = new Thread(Read, 512 * 1024) { IsBackground = true, Name = "turn output" };
    }

    internal static TurnOutput Follow(int stdout, int stderr, int log, Action<string>? onStdout, Action<string>? onStderr)
    {
        var output = new TurnOutput(stdout, stderr, log, onStdout, onStderr);
        output._thread.Start();
        return output;
    }

    /// <summary>Waits for the streams' end, then stops reading. True when they had ended by themselves.</summary>
    internal bool Finish(TimeSpan drain, bool quiet = false)
    {
        if (!_finished)
        {
            if (!_thread.Join(drain))
                _ = Libc.Write(_stop, BitConverter.GetBytes(1L));
            _thread.Join();
            _ = Libc.Close(_stop);
            _finished = true;
        }
        if (!quiet)
            Interlocked.Exchange(ref _failure, null)?.Throw();
        return _closed;
    }

    private void Read()
    {
        var buffer = new byte[32768];
        Span<Libc.PollEntry> entries = stackalloc Libc.PollEntry[3];
        while (_stdout >= 0 || _stderr >= 0)
        {
            entries[0] = new Libc.PollEntry(_stdout);
            entries[1] = new Libc.PollEntry(_stderr);
            entries[2] = new Libc.PollEntry(_stop);
            _ = Libc.Poll(entries, -1);
            // Told to stop: take what is there already, once, and no more.
            var took = Take(entries[0], ref _stdout, _stdoutLines, buffer) | Take(entries[1], ref _stderr, _stderrLines, buffer);
            if (entries[2].Result != 0 && (!took || --_roundsAfterStop == 0))
                break;
        }
        _closed = _stdout < 0 && _stderr < 0;
        _stdoutLines.End();
        _stderrLines.End();
        foreach (var descriptor in (int[])[_stdout, _stderr, _log])
        {
            if (descriptor >= 0)
                _ = Libc.Close(descriptor);
        }
    }

    private bool Take(Libc.PollEntry entry, ref int pipe, LineSplitter lines, byte[] buffer)
    {
        if (pipe < 0 || entry.Result == 0)
            return false;
        var read = Libc.Read(pipe, buffer);
        if (read <= 0)
        {
            _ = Libc.Close(pipe);
            pipe = -1;
            return false;
        }
        if (_log >= 0)
            _ = Libc.Write(_log, buffer.AsSpan(0, read));
        lines.Add(buffer.AsSpan(0, read));
        return true;
    }

    /// <summary>A receiver that throws must not stop the reading: the agent would hang on a full pipe.</summary>
    private Action<string> Guarded(Action<string>? receiver) => line =>
    {
        try
        {
            receiver?.Invoke(line);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    };
}
