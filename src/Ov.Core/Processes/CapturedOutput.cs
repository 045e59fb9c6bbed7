using System.Globalization;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>Keeps the first and the last half of a stream that may be endless, and says how much is missing between them.</summary>
internal sealed class CapturedOutput(int cap)
{
    private readonly int _headCap = cap - (cap / 2);
    private readonly int _tailCap = cap / 2;
    private byte[] _head = [];
    private byte[] _tail = [];
    private int _headLength;
    private long _tailTotal;

    internal bool Cut => _tailTotal > _tailCap;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        var toHead = Math.Min(bytes.Length, _headCap - _headLength);
        if (toHead > 0)
        {
            if (_headLength + toHead > _head.Length)
                Array.Resize(ref _head, (int)Math.Min(_headCap, Math.Max(_headLength + (long)toHead, _head.Length * 2L)));
            bytes[..toHead].CopyTo(_head.AsSpan(_headLength));
            _headLength += toHead;
        }
        AddToTail(bytes[toHead..]);
    }

    private void AddToTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (_tailCap == 0)
        {
            _tailTotal += bytes.Length;
            return;
        }
        var end = (int)(_tailTotal % _tailCap);
        _tailTotal += bytes.Length;
        if (bytes.Length > _tailCap)
        {
            end = (int)((end + bytes.Length - _tailCap) % _tailCap);
            bytes = bytes[^_tailCap..];
        }
        // A ring that has not wrapped yet grows; afterwards it has its full size.
        var needed = (int)Math.Min(_tailCap, _tailTotal);
        if (needed > _tail.Length)
            Array.Resize(ref _tail, (int)Math.Min(_tailCap, Math.Max(needed, _tail.Length * 2L)));
        var first = Math.Min(bytes.Length, _tailCap - end);
        bytes[..first].CopyTo(_tail.AsSpan(end));
        bytes[first..].CopyTo(_tail);
    }

    internal byte[] ToArray()
    {
        if (_tailTotal == 0)
            return _headLength == _head.Length ? _head : _head[.._headLength];
        if (!Cut)
            return [.. _head.AsSpan(0, _headLength), .. _tail.AsSpan(0, (int)_tailTotal)];
        var note = string.Create(CultureInfo.InvariantCulture, $"\n[… {_tailTotal - _tailCap} bytes cut …]\n");
        var end = _tailCap == 0 ? 0 : (int)(_tailTotal % _tailCap);
        return [.. _head.AsSpan(0, _headLength), .. Encoding.UTF8.GetBytes(note), .. _tail.AsSpan(end), .. _tail.AsSpan(0, end)];
    }
}
