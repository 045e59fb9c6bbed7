using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>A sandbox made of a mount namespace: for one program and what it starts, a folder may only be read.</summary>
public static class ReadOnlyPlace
{
    /// <summary>The words that go before the program's own. Skips the test, with the reason, where this machine cannot do it.</summary>
    /// <param name="folder">May be a shell's word such as <c>"$common"</c>.</param>
    public static string Around(string folder)
    {
        if (Fault() is { } reason)
        {
            Assert.Skip($"No folder can be made read-only for one program here: {reason}");
        }

        return $"""/usr/bin/unshare -m --propagation private /bin/sh -c '/usr/bin/mount --bind "$0" "$0" && /usr/bin/mount -o remount,bind,ro "$0" && exec "$@"' {folder}""";
    }

    private static string? Fault()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare") || !File.Exists("/usr/bin/mount"))
        {
            return "there is no unshare.";
        }

        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 2>&1; exec /usr/bin/unshare -m --propagation private /usr/bin/mount --bind /usr /usr"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : words;
    }
}
