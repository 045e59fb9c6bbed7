using Ov.Core.Ledger;

namespace Ov.Core.Checkup;

/// <summary>Whether the ledger is sound, private, and lies where it can be safe.</summary>
internal static class LedgerChecks
{
    private const string Category = "ledger";
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);
    public const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Check> Run(OvApp app)
    {
        var files = app.Project.Files;
        var ledger = app.Ledger;
        var faults = ledger.CheckIntegrity();
        yield return faults.Count == 0
            ? Check.Pass(Category, "integrity", "The ledger is sound")
            : Check.Fail(Category, "integrity", ErrorCode.UnsafeStorage, "The ledger is damaged.", $"Stop all agents and restore the newest good copy from {files.Copies}.", faults);
        var mode = ledger.Read(CheckupStore.JournalMode);
        yield return mode == "wal"
            ? Check.Pass(Category, "wal", "The ledger uses its write-ahead log")
            : Check.Fail(Category, "wal", ErrorCode.UnsafeStorage, $"The ledger's journal is '{mode}', so readers and writers block each other.", "Put the repository on a local disk.");
        StorageProbe.Require(files.Folder);
        yield return Check.Pass(Category, "storage", "The file system holds locks and the write-ahead log");
        yield return Private(files);
        yield return Leftovers(app).ToList() is { Count: > 0 } left
            ? Check.Warn(Category, "leftovers", "leftovers", "Files that a command began and did not live to finish lie beside the ledger.", "Delete them.", left)
            : Check.Pass(Category, "leftovers", "Nothing half written lies beside the ledger");
        yield return Check.Pass(Category, "schema", $"The ledger has schema {Schema.Version}");
        yield return Check.Pass(Category, "copies", $"{(Directory.Exists(files.Copies) ? Directory.GetFiles(files.Copies).Length : 0)} copies from before migrations");
    }

    /// <summary>What other users of the machine may look into.</summary>
    public static IEnumerable<string> Open(LedgerFiles files) => new[] { files.Folder, files.Database, files.Log }.Where(path => Path.Exists(path) && IsOpen(path));

    /// <summary>Copies and probes that were cut off: nobody writes one for that long, and nothing ever reads it.</summary>
    public static IEnumerable<string> Leftovers(OvApp app)
    {
        var (files, before) = (app.Project.Files, app.Environment.Time.GetUtcNow().UtcDateTime - LongestWrite);
        IEnumerable<string> all = [.. Directory.EnumerateFileSystemEntries(files.Folder, ".ov-probe-*"), .. Directory.Exists(files.Copies) ? Directory.EnumerateFiles(files.Copies, "*.part") : []];
        return all.Where(path => File.GetLastWriteTimeUtc(path) < before);
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static Check Private(LedgerFiles files)
    {
        var open = Open(files).ToList();
        return open.Count == 0
            ? Check.Pass(Category, "private", "Only you can read the ledger")
            : Check.Warn(Category, "private", "not-private", "Other users of this machine can read the ledger.", $"chmod go= {string.Join(' ', open)}", open);
    }
}
