using System.Text;
using Ov.Core.Ledger;

namespace Ov.Core.Redacting;

/// <summary>Takes secrets out of the log of a program that has ended. While it runs only its owner can read the file, and who shows it redacts.</summary>
internal static class PrivateLog
{
    /// <summary>A bigger one is redacted only where it is shown.</summary>
    private const long Most = 32 << 20;

    public static void Redact(string path, Redactor redactor)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= Most })
            {
                return;
            }

            // One letter for each byte: whatever the log's encoding is, the rest of it stays as it is.
            var text = File.ReadAllText(path, Encoding.Latin1);
            var clean = redactor.Of(text);
            if (clean != text)
            {
                var draft = path + ".redacted";
                PrivateFile.Write(draft, Encoding.Latin1.GetBytes(clean));
                File.Move(draft, path, overwrite: true);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The outcome of what ran counts more than its log.
        }
    }
}
