using System.Globalization;
using System.Runtime.InteropServices;

namespace Ov.Bench;

/// <summary>What kind of machine it was; no names and no paths.</summary>
internal static class MachineFacts
{
    public static string Describe(Arena arena, Contestant ours)
    {
        var version = arena.Read(arena.Sqlite, arena.Folder, ["--version"]).Split(' ')[0];
        var git = arena.Read(arena.Git, arena.Folder, ["--version"]).Replace("git version ", "", StringComparison.Ordinal);
        return string.Join(", ",
            $"{Environment.ProcessorCount} cores", Processor(), System(), $"kernel {Environment.OSVersion.Version}", $"sqlite3 {version}", $"git {git}",
            $"scratch folder on {FileSystem(arena.Folder)}", $"ov {string.Join(' ', ours.Read("version").ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains('/', StringComparison.Ordinal)))}",
            Size(ours.Program));
    }

    private static string Size(string program) => string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(program).Length / 1e6:0.0} MB");

    private static string Processor() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':') + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string System() => File.Exists("/etc/os-release")
        && File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) is { } line
        ? line["PRETTY_NAME=".Length..].Trim('"') : RuntimeInformation.OSDescription;

    private static string FileSystem(string folder) => DriveInfo.GetDrives()
        .Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length)?.DriveFormat ?? "unknown";
}
