using System.Buffers;

namespace Ov.Core.Shells;

/// <summary>Words as a POSIX shell reads them back, for command lines that are shown to be copied.</summary>
public static class ShellQuote
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,@+%");

    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    public static string Word(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
