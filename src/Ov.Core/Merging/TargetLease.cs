using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>
/// One merger a target. The lock is the kernel's, so a crash gives it back; the row beside it only tells others who holds it.
/// </summary>
public sealed class TargetLease : IDisposable
{
    private readonly OvApp _app;
    private readonly string _target;
    private readonly FileLock _lock;

    private TargetLease(OvApp app, string target, FileLock held) => (_app, _target, _lock) = (app, target, held);

    /// <param name="patience">How long to wait for another merger to finish.</param>
    /// <exception cref="OvException">busy, naming the holder.</exception>
    public static TargetLease Take(OvApp app, string target, string holder, TimeSpan patience)
    {
        var files = app.Project.Files;
        PrivateFolder.Create(files.Integration);
        using var step = app.Progress.Step($"Waiting for the merge into {target} that is under way");
        var held = FileLock.Take(Path.Combine(files.Integration, $"{TargetFolder.Name(target)}.lock"), patience) ?? throw Busy(app, target);
        try
        {
            app.Ledger.Write(tx => TargetLeaseStore.Put(tx, Name(target), holder));
            return new TargetLease(app, target, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _app.Ledger.Write(tx => TargetLeaseStore.Remove(tx, Name(_target)));
        _lock.Dispose();
    }

    private static string Name(string target) => $"merge:{target}";

    private static OvException Busy(OvApp app, string target)
    {
        var row = app.Ledger.Read(sql => TargetLeaseStore.Find(sql, Name(target)));
        var who = row is null ? "somebody" : $"{row.Holder} (process {ProcessIdentity.Parse(row.Process)?.Pid}, since {Json.UtcMillis.Format(row.TakenAt)})";
        return new OvException(ErrorCode.Busy, $"Merges into {target} are being done by {who}; what is queued stays queued.", "Run the command again when it has finished.");
    }
}
