using System.Runtime.InteropServices;

namespace Ov.Cli;

/// <summary>
/// A standard stream whose failures are heard. The library's own stream says nothing when its reader has gone away, and then a message
/// that nobody saw would count as shown.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
/// <param name="heard">False for narration: a full disk behind stderr must not turn a deed that was done into a failure.</param>
internal sealed class OutputStream(int descriptor, bool heard = true) : Stream
{
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = write(descriptor, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error && error == WouldBlock)
            {
                _ = poll([new PollEntry { Descriptor = descriptor, Events = Writable }], 1, -1);
            }
            else if (error != Interrupted && !heard)
            {
                return;
            }
            else if (error != Interrupted)
            {
                throw new OutputFailure($"The output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.", error == BrokenPipe);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Every write has gone to the kernel already.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static unsafe nint write(int descriptor, ReadOnlySpan<byte> buffer, nint count)
    {
        fixed (byte* start = buffer)
        {
            return write(descriptor, start, count);
        }
    }

    private static unsafe int poll(Span<PollEntry> entries, nuint count, int timeout)
    {
        fixed (PollEntry* start = entries)
        {
            return poll(start, count, timeout);
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern unsafe nint write(int descriptor, byte* buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern unsafe int poll(PollEntry* entries, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
