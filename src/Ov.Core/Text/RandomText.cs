using System.Security.Cryptography;
using Ov.Core.Processes;

namespace Ov.Core.Text;

/// <summary>
/// Unguessable words and secrets, from the kernel where it gives them: the cryptography library's own door first loads that library,
/// which takes longer than most commands.
/// </summary>
public static class RandomText
{
    // 32 letters and digits, none mistaken for another: five bits each, so that a byte's low bits choose evenly.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>So many letters and digits, five random bits each.</summary>
    public static string Word(int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        Fill(bytes);
        Span<char> word = stackalloc char[length];
        for (var i = 0; i < length; i++)
        {
            word[i] = Alphabet[bytes[i] % Alphabet.Length];
        }

        return new string(word);
    }

    /// <summary>So many random bytes in hex.</summary>
    public static string Hex(int bytes)
    {
        Span<byte> random = stackalloc byte[bytes];
        Fill(random);
        return Convert.ToHexStringLower(random);
    }

    private static void Fill(Span<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() || !Libc.FillRandom(bytes))
        {
            RandomNumberGenerator.Fill(bytes);
        }
    }
}
