using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Checkup;

/// <summary>What ov asks of the system itself: the database engine, processes that can be told apart, and bells.</summary>
internal static class NativeChecks
{
    private const string Category = "native";

    /// <summary>The oldest engine that understands our statements.</summary>
    private static readonly Version OldestSqlite = new(3, 35);

    public static IEnumerable<Check> Run(OvApp app)
    {
        yield return Version.TryParse(SqliteEngine.Version, out var version) && version >= OldestSqlite
            ? Check.Pass(Category, "sqlite", $"SQLite {version}")
            : Check.Fail(Category, "sqlite", ErrorCode.ToolMissing, $"SQLite {SqliteEngine.Version} is older than {OldestSqlite}.", "Install a newer SQLite, or use the packaged build of ov.");
        yield return ProcessTree.All().Any(process => process.Pid == Environment.ProcessId)
            ? Check.Pass(Category, "processes", "Processes can be seen and told apart")
            : Check.Warn(Category, "processes", "processes-unseen", "The table of processes cannot be read, so agents that died are noticed late.", "Mount /proc, or run ov outside that sandbox.");
        yield return Bells(app);
    }

    private static Check Bells(OvApp app)
    {
        if (!app.HasLedger)
        {
            return Check.Pass(Category, "bells", "Not tried without a ledger");
        }

        var path = Path.Combine(app.Project.Files.Folder, $".ov-probe-{Guid.NewGuid():n}");
        try
        {
            using var bell = Bell.Create(path);
            return Bell.Ring(path) && bell.Wait(TimeSpan.FromSeconds(1))
                ? Check.Pass(Category, "bells", "A process can wake another one")
                : Check.Warn(Category, "bells", "bells-silent", "No process can wake another one here, so mail and landings are noticed late.", "Put the repository on a local disk.");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
