using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>What is kept below <c>refs/overstory/backup/</c>. A backup that is the only way to its commit never goes.</summary>
public static class Backups
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Backup> All(OvApp app)
    {
        var refs = new GitRefs(app.Git);
        var kept = refs.List(app.Project.CommonDir, GitRefs.BackupPrefix);
        var holders = refs.Holders(app.Project.CommonDir, kept.Select(k => k.Oid));
        return [.. kept.Select(k => Read(k, holders[k.Oid])).OfType<Backup>()];
    }

    /// <summary>Those that are older than so many days, and whose commits something else keeps.</summary>
    public static IReadOnlyList<Backup> Old(OvApp app, int days) =>
        [.. All(app).Where(backup => backup.HeldBy is not null && backup.KeptAt < app.Ledger.Now.AddDays(-days))];

    /// <summary>Lets go of the old ones.</summary>
    /// <exception cref="OvException">not-operator.</exception>
    public static IReadOnlyList<Backup> Prune(OvApp app, Caller caller, int days)
    {
        caller.RequireOperator("let go of backups");
        var gone = Old(app, days).Where(backup => Release(app, backup)).ToList();
        if (gone.Count > 0)
        {
            app.Ledger.Write(tx => tx.Record(new EventDraft("backup.pruned")
            {
                Actor = caller.Actor, Text = string.Create(CultureInfo.InvariantCulture, $"{gone.Count} older than {days} days, all in other branches or tags"),
            }));
        }

        return gone;
    }

    /// <summary>What else kept the commit may have gone since it was looked at.</summary>
    internal static bool Release(OvApp app, Backup backup)
    {
        var refs = new GitRefs(app.Git);
        return refs.Holders(app.Project.CommonDir, [backup.Commit])[backup.Commit] is not null
            && refs.Delete(app.Project.CommonDir, backup.Ref, backup.Commit) == RefUpdate.Updated;
    }

    private static Backup? Read(GitRef kept, string? holder) =>
        kept.Name[GitRefs.BackupPrefix.Length..].Split('/', 3) is [var stamp, var why, var name]
        && DateTimeOffset.TryParseExact(stamp, "yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Backup(kept.Name, kept.Oid, at, why, name, holder)
            : null;
}
