using Ov.Core.Ledger;

namespace Ov.Core.Checkup;

/// <summary>Whether the ledger is sound, private, and lies where it can be safe.</summary>
internal static class LedgerChecks
{
    private const string Category = "ledger";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

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
        yield return Check.Pass(Category, "copies", $"{(Directory.Exists(files.Copies) ? Directory.GetFiles(files.Copies).Length : 0)} copies from before migrations");
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static Check Private(LedgerFiles files)
    {
        var open = new[] { files.Folder, files.Database }.Where(IsOpen).ToList();
        return open.Count == 0
            ? Check.Pass(Category, "private", "Only you can read the ledger")
            : Check.Warn(Category, "private", "not-private", "Other users of this machine can read the ledger.", $"chmod go= {string.Join(' ', open)}", open);
    }
}
