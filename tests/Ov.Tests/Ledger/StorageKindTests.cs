using Ov.Core.Ledger;

namespace Ov.Tests.Ledger;

public sealed class StorageKindTests
{
    private static readonly string[] Mounts =
    [
        "21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
        "22 21 0:20 / /proc rw,nosuid - proc proc rw",
        "30 21 0:40 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\;uid=1000",
        "31 21 0:41 / /home/me/far rw shared:7 master:2 - fuse.sshfs me@host: rw",
        "32 21 0:42 / /home/me/with\\040space rw - cifs //server/share rw",
        "33 21 0:43 / /var/lib rw - xfs /dev/sdb rw",
        "34 33 0:44 / /var/lib rw - overlay overlay rw",
    ];

    [Theory]
    [InlineData("/home/me/project", "ext4")]
    [InlineData("/mnt/c/src/project", "9p")]
    [InlineData("/mnt/c", "9p")]
    [InlineData("/mnt/cc", "ext4")]
    [InlineData("/home/me/far/project", "fuse.sshfs")]
    [InlineData("/home/me/with space/project", "cifs")]
    [InlineData("/var/lib/project", "overlay")]
    public void The_innermost_and_newest_mount_says_what_a_folder_lies_on(string folder, string type) => Assert.Equal(type, MountTable.TypeOf(Mounts, folder));

    [Fact]
    public void This_machines_own_root_has_a_kind() => Assert.NotNull(MountTable.TypeOf("/"));

    [Theory]
    [InlineData("9p", "WSL")]
    [InlineData("drvfs", "WSL")]
    [InlineData("vboxsf", "volume")]
    [InlineData("fuse.grpcfuse", "volume")]
    [InlineData("nfs4", "local disk")]
    [InlineData("cifs", "local disk")]
    [InlineData("smb3", "local disk")]
    [InlineData("fuse.sshfs", "local disk")]
    public void Shared_and_network_file_systems_are_refused_with_advice(string type, string advice) => Assert.Contains(advice, StorageKind.AdviceAgainst(type));

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    [InlineData("zfs")]
    [InlineData("f2fs")]
    [InlineData("tmpfs")]
    [InlineData("overlay")]
    [InlineData("fuse.fuse-overlayfs")]
    [InlineData("apfs")]
    [InlineData("ntfs")]
    [InlineData("something-new")]
    public void Local_file_systems_and_unknown_ones_are_left_to_the_trial(string type) => Assert.Null(StorageKind.AdviceAgainst(type));
}
