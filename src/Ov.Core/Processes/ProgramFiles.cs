namespace Ov.Core.Processes;

/// <summary>The files of a program as they lie on the disk, told apart by size and time: an update replaces them under a process that runs.</summary>
public sealed record ProgramFiles(string Stamp)
{
    /// <summary>A managed program is its own starter and what that loads.</summary>
    private static readonly string[] Managed = ["ov.dll", "Ov.Core.dll"];

    public static ProgramFiles Of(OwnExecutable program) => Of([program.FileName, .. Managed.Select(name => Path.Combine(AppContext.BaseDirectory, name))]);

    internal static ProgramFiles Of(IEnumerable<string> files) => new(string.Join(' ', files.Select(Stamped)));

    private static string Stamped(string file) =>
        new FileInfo(file) is { Exists: true } found ? $"{found.Length}@{found.LastWriteTimeUtc.Ticks}" : "-";
}
