using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>The name of the running watcher, for people; the lock alone decides who it is.</summary>
internal static class WatchHolder
{
    public static string FileOf(LedgerFiles files) => Path.Combine(files.Folder, "watch.holder");

    /// <summary>Written beside and moved into place: a reader never sees half of it.</summary>
    public static void Write(LedgerFiles files)
    {
        var draft = FileOf(files) + ".new";
        PrivateFile.Write(draft, ProcessIdentity.Current() + "\n");
        File.Move(draft, FileOf(files), overwrite: true);
    }

    /// <summary>Null when nobody has written it yet.</summary>
    public static ProcessIdentity? Read(LedgerFiles files) => File.Exists(FileOf(files)) ? ProcessIdentity.Parse(File.ReadAllText(FileOf(files)).Trim()) : null;
}
