using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>Keeps what is queued alive under <c>refs/overstory/queue/&lt;branch&gt;/&lt;commit&gt;</c>, whatever becomes of the branch.</summary>
public static class QueuePins
{
    internal const string Prefix = "refs/overstory/queue/";

    /// <summary>Pinning before anything is recorded: a crash leaves one ref too many, never a commit too few.</summary>
    public static void Pin(OvApp app, string branch, string oid) => new GitRefs(app.Git).Put(app.Project.CommonDir, Name(branch, oid), oid);

    /// <summary>Lets go of all pins of a branch, once its work is in the target or withdrawn.</summary>
    public static void Release(OvApp app, string branch)
    {
        var refs = new GitRefs(app.Git);
        // Another branch may have this one's name as its folder.
        refs.Delete(app.Project.CommonDir, [.. refs.List(app.Project.CommonDir, Prefix + branch).Where(pin => pin.Name == Name(branch, pin.Oid))]);
    }

    /// <summary>Pins of branches that have no open merge: one too many, as a crash leaves it.</summary>
    public static IEnumerable<GitRef> Orphans(OvApp app)
    {
        var open = app.Ledger.Read(sql => MergeStore.AllOpen(sql)).Select(merge => merge.Branch).ToHashSet();
        return new GitRefs(app.Git).List(app.Project.CommonDir, Prefix).Where(pin => !open.Contains(pin.Name[Prefix.Length..pin.Name.LastIndexOf('/')]));
    }

    private static string Name(string branch, string oid) => $"{Prefix}{branch}/{oid}";
}
