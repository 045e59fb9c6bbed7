using System.Runtime.InteropServices;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>A NULL-terminated array of C strings, as exec wants its arguments and its environment.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;

    internal NativeStrings(IReadOnlyList<string> strings)
    {
        var size = (strings.Count + 1) * sizeof(byte*);
        foreach (var text in strings)
            size += Encoding.UTF8.GetByteCount(text) + 1;
        _pointers = (byte**)NativeMemory.Alloc((nuint)size);
        var next = (byte*)(_pointers + strings.Count + 1);
        var end = (byte*)_pointers + size;
        for (var i = 0; i < strings.Count; i++)
        {
            _pointers[i] = next;
            next += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }
        _pointers[strings.Count] = null;
    }

    internal byte** Pointer => _pointers;

    public void Dispose() => NativeMemory.Free(_pointers);
}
