using System.Text;

namespace Ov.Core.Processes;

/// <summary>Cuts a byte stream into lines. Decodes whole lines only, so that no character is torn by a read's boundary.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    /// <summary>Of a line longer than this the beginning is delivered: an agent that prints without end must not fill our memory.</summary>
    internal const int Longest = 8 << 20;

    private byte[] _pending = [];
    private int _length;
    /// <summary>What comes belongs to a line whose beginning was delivered: it is no line of its own.</summary>
    private bool _isRest;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            if (!_isRest)
            {
                Keep(piece[..Math.Min(piece.Length, Longest - _length)]);
                if (end >= 0 || _length == Longest)
                    Deliver();
            }
            _isRest = end < 0 && (_isRest || _length == 0);
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }
    }

    /// <summary>Delivers the torn last line, if there is one.</summary>
    internal void End()
    {
        if (_length > 0)
            Deliver();
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _pending.Length)
            Array.Resize(ref _pending, Math.Max(_length + piece.Length, Math.Max(1024, _pending.Length * 2)));
        piece.CopyTo(_pending.AsSpan(_length));
        _length += piece.Length;
    }

    private void Deliver()
    {
        var line = _pending.AsSpan(0, _length);
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        _length = 0;
        onLine(Encoding.UTF8.GetString(line));
        if (_pending.Length > 1 << 20)
            _pending = [];
    }
}
