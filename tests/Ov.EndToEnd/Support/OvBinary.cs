using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>
/// The program under test, found or built once per test run: <c>OV_TEST_BINARY</c> when set, else what <c>./ov</c> builds
/// from these sources (native, or managed where no C compiler exists). The launcher's own lock keeps two runs apart.
/// </summary>
public static class OvBinary
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute path of the program.</summary>
    public static string Path => Found.Value;

    /// <summary>False where the launcher had to fall back to the managed build, and for the small program that starts a managed one.</summary>
    public static bool IsNative
    {
        get
        {
            using var file = File.OpenRead(Path);
            Span<byte> start = stackalloc byte[4];
            return file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("\u007fELF"u8) && !File.Exists($"{Path}.dll");
        }
    }

    /// <summary>The root of the source tree.</summary>
    public static string SourceRoot { get; } = FindSourceRoot();

    private static string Find() =>
        Environment.GetEnvironmentVariable("OV_TEST_BINARY") is { Length: > 0 } given ? System.IO.Path.GetFullPath(given) : Build();

    private static string Build()
    {
        var start = new ProcessStartInfo("/bin/sh", [System.IO.Path.Combine(SourceRoot, "ov")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OV_LAUNCHER"] = "build";
        using var launcher = Process.Start(start)!;
        var path = launcher.StandardOutput.ReadToEndAsync();
        var narration = launcher.StandardError.ReadToEndAsync();
        if (!launcher.WaitForExit(BuildLimit))
        {
            launcher.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"./ov did not build within {BuildLimit}:\n{narration.Result}");
        }

        return launcher.ExitCode == 0 ? path.Result.Trim() : throw new InvalidOperationException($"./ov did not build:\n{narration.Result}");
    }

    private static string FindSourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ov.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from inside the source tree.");
    }
}
