namespace Ov.Core.Ledger;

/// <summary>What is known of file systems before trying: some pass every trial and still lose locks or commits once two machines take part.</summary>
internal static class StorageKind
{
    private const string Network = "Put the repository on a local disk: a network file system promises locks and shared memory and does not keep them.";
    private const string Shared = "Put the repository on a disk of this machine or into a container volume: a folder shared from the host holds no reliable locks.";
    private const string Windows = "Under WSL, put the repository into the Linux file system, for example ~/src, and not under /mnt/c.";

    /// <summary>What to do instead, or null when there is nothing against it.</summary>
    public static string? AdviceAgainst(string type) => type switch
    {
        "9p" or "v9fs" or "drvfs" => $"{Windows} Elsewhere: {char.ToLowerInvariant(Shared[0])}{Shared[1..]}",
        "vboxsf" or "prl_fs" or "vmhgfs" or "fuse.vmhgfs-fuse" or "fuse.grpcfuse" or "fuse.osxfs" or "fakeowner" => Shared,
        "nfs" or "nfs3" or "nfs4" or "cifs" or "smb" or "smb2" or "smb3" or "smbfs" or "afs" or "afpfs" or "webdav" or "ncpfs" or "coda" => Network,
        "fuse.sshfs" or "fuse.rclone" or "fuse.s3fs" or "fuse.gcsfuse" or "fuse.goofys" or "fuse.glusterfs" or "fuse.davfs" or "davfs" or "fuse.curlftpfs" => Network,
        _ => null,
    };

    /// <summary>The kind a folder lies on; null when the system does not tell.</summary>
    public static string? Of(string folder) => OperatingSystem.IsLinux() ? MountTable.TypeOf(folder) : OtherSystem(folder);

    private static string? OtherSystem(string folder)
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(folder));
            return drive.DriveType == DriveType.Network ? "smb" : drive.DriveFormat.ToLowerInvariant();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
