using System.Text;
using Ov.Core;

namespace Ov.Cli;

/// <summary>
/// Finds an argument that is no UTF-8. By the time it reaches us its bytes have been replaced, and a name or a title that differs from
/// what was typed must not be worked with.
/// </summary>
internal static class ArgumentBytes
{
    private const char Replacement = '\ufffd';

    /// <summary>Null when every argument is what was typed.</summary>
    public static OvException? Refusal(IReadOnlyList<string> args)
    {
        var at = args.TakeWhile(arg => !arg.Contains(Replacement, StringComparison.Ordinal)).Count();
        return at == args.Count || !CommandLineIsBroken()
            ? null
            : new OvException(ErrorCode.Usage, $"Argument {at + 1} is not valid UTF-8: '{Narration.Shortened(args[at])}'.", "Give long or unusual text on standard input or in a file.");
    }

    // Somebody may also type the replacement character itself.
    private static bool CommandLineIsBroken()
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(File.ReadAllBytes("/proc/self/cmdline"));
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
