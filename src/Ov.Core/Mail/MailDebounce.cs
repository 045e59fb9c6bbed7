using System.Globalization;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Keeps hooks that fire many times a second from asking each time. The stamp is a file: an empty inbox must not cost a write.</summary>
public static class MailDebounce
{
    /// <exception cref="OvException">usage.</exception>
    public static TimeSpan? Parse(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new OvException(ErrorCode.Usage, $"--debounce must be a non-negative integer (milliseconds), got: {text}");

    /// <summary>True within the window since the last check of this inbox that was not; otherwise this check counts.</summary>
    public static bool IsWithin(OvApp app, string reader, TimeSpan window)
    {
        var stamp = app.Ledger.Files.CheckStamp(reader);
        var now = app.Ledger.Now.UtcDateTime;
        if (File.Exists(stamp) && now - File.GetLastWriteTimeUtc(stamp) is var age && age >= TimeSpan.Zero && age < window)
        {
            return true;
        }

        if (app.Options.DryRun)
        {
            return false;
        }

        PrivateFolder.Create(Path.GetDirectoryName(stamp)!);
        File.WriteAllBytes(stamp, []);
        File.SetLastWriteTimeUtc(stamp, now);
        return false;
    }
}
