using System.Text.RegularExpressions;
using Ov.Core.Runtimes;
using Ov.Core.Text;

namespace Ov.Core.Terminals;

/// <summary>What a screen says of its program. Weak evidence: hooks and mail go before it.</summary>
public enum ScreenState
{
    Unclear,
    Ready,
    Busy,

    /// <summary>It asks something that only a person may answer.</summary>
    Dialog,
}

/// <summary>Reads screens of one runtime.</summary>
public sealed class TerminalScreen(TerminalLaunch terminal)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    /// <summary>Work goes first, because some programs show their prompt all the time; a prompt goes before a dialog, whose words may be quoted in a conversation.</summary>
    public ScreenState Judge(string screen) =>
        Shows(terminal.Busy, screen) ? ScreenState.Busy : Shows(terminal.Ready, screen) ? ScreenState.Ready : DialogOn(screen) is not null ? ScreenState.Dialog : ScreenState.Unclear;

    /// <summary>A person broke its work off, and it has begun nothing since.</summary>
    public bool IsInterrupted(string screen) => Judge(screen) == ScreenState.Ready && Shows(terminal.Interrupted, screen);

    public TerminalDialog? DialogOn(string screen) => terminal.Dialogs.FirstOrDefault(dialog => Shows(dialog.Pattern, screen));

    /// <summary>The last line that says anything.</summary>
    public static string LastLine(string screen) =>
        screen.Split('\n').LastOrDefault(line => line.Any(char.IsLetterOrDigit) && !line.StartsWith("Pane is dead", StringComparison.Ordinal)) is { } line
            ? VisibleText.OneLine(line.Trim() is { Length: > 200 } much ? much[..200] : line.Trim()) : "";

    private static bool Shows(string pattern, string screen)
    {
        try
        {
            return pattern.Length > 0 && Regex.IsMatch(screen, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
