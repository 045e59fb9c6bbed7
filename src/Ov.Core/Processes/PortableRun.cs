using System.ComponentModel;
using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>
/// Runs a command where there is no Linux, through what .NET offers everywhere: enough for git and short commands. Without sessions
/// an ended tree is the one that .NET still sees, so agents are not run this way.
/// </summary>
internal static class PortableRun
{
    internal static async Task<ProcessResult> ToEnd(ProcessRequest request, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(request, environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.TimeLimit is { } most)
            limit.CancelAfter(most);
        var (stdout, stderr) = (new CapturedOutput(request.OutputCap), new CapturedOutput(request.OutputCap));
        await using var log = request.LogFile is { } file ? new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite) : null;
        using var closed = new CancellationTokenSource();
        var reading = Task.WhenAll(
            Read(process.StandardOutput.BaseStream, stdout, log, closed.Token), Read(process.StandardError.BaseStream, stderr, log, closed.Token), Feed(process, request.Input));
        var ended = await EndsIn(process, limit.Token).ConfigureAwait(false);
        if (!ended)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // A grandchild may hold the pipes open for ever.
        await Task.WhenAny(reading, Task.Delay(200, CancellationToken.None)).ConfigureAwait(false);
        await closed.CancelAsync().ConfigureAwait(false);
        lock (stdout)
        {
            lock (stderr)
            {
                return new ProcessResult(process.ExitCode, stdout.ToArray(), stderr.ToArray(), !ended && !cancellation.IsCancellationRequested,
                    stdout.Cut || stderr.Cut, Stopwatch.GetElapsedTime(started));
            }
        }
    }

    private static Process Start(ProcessRequest request, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(request.FileName, request.Arguments)
        {
            WorkingDirectory = request.WorkingDirectory ?? "", RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) when (request.WorkingDirectory is { } folder && !Directory.Exists(folder))
        {
            throw new OvException(ErrorCode.NotFound, $"{request.FileName} was not started: the folder {folder} does not exist ({e.Message}).");
        }
        catch (Win32Exception e)
        {
            throw new OvException(ErrorCode.ToolMissing, $"The program {request.FileName} could not be started: {e.Message}.", $"Install {request.FileName}, or put it on PATH.");
        }
    }

    private static async Task<bool> EndsIn(Process process, CancellationToken limit)
    {
        try
        {
            await process.WaitForExitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task Read(Stream stream, CapturedOutput output, FileStream? log, CancellationToken closed)
    {
        var buffer = new byte[32768];
        try
        {
            while (await stream.ReadAsync(buffer, closed).ConfigureAwait(false) is var read and > 0)
            {
                lock (output)
                    output.Add(buffer.AsSpan(0, read));
                if (log is not null)
                {
                    lock (log)
                        log.Write(buffer, 0, read);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended without reading its input.
        }
    }
}
