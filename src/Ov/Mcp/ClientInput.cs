namespace Ov.Mcp;

/// <summary>
/// What the client sends. It tells at once when the client has gone, lets itself be left while a read is under way, and bounds one message:
/// nothing that is meant is that long.
/// </summary>
internal sealed class ClientInput(Stream inner, Action gone) : Stream
{
    /// <summary>Bytes of one message.</summary>
    public const int Longest = 8 * 1024 * 1024;

    private int _length;

    /// <summary>The client sends nothing more, so it reads nothing more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A message was too long to be taken.</summary>
    public bool WasFlooded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A read of a terminal or a pipe cannot be called back; its thread ends with the process.
        var read = await Task.Run(() => Take(buffer.Span), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            HasEnded = true;
            gone();
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        if (WasFlooded)
        {
            return 0;
        }

        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            return 0;
        }

        var last = buffer[..read].LastIndexOf((byte)'\n');
        _length = last < 0 ? _length + read : read - last - 1;
        WasFlooded = _length > Longest;
        return WasFlooded ? 0 : read;
    }
}
