using Ov.Core.Ledger;

namespace Ov.Core.Projects;

/// <summary>Makes the ledger's folder and file so that only this user may read them; SQLite gives its side files the same rights.</summary>
internal static class PrivateLedger
{
    public static void Prepare(LedgerFiles files)
    {
        PrivateFolder.Create(files.Folder);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(files.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (new FileStream(files.Database, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = SecretFile.Mode,
        }))
        {
        }
    }
}
