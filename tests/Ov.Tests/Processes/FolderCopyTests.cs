using Ov.Core.Processes;
using Ov.Core.Worktrees;

namespace Ov.Tests.Processes;

/// <summary>
/// Copies of whole folders, and when blocks are shared. Clones themselves are seen on real disks in the end-to-end tests; here is what happens where
/// there are none: tmpfs never has them.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FolderCopyTests : IDisposable
{
    private readonly string _folder;

    public FolderCopyTests()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no tmpfs at /dev/shm, so no file system here is known to share no blocks.");
        _folder = Path.Combine("/dev/shm", $"ov-copy-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path.Combine(_folder, "from/bin"));
        File.WriteAllText(Path.Combine(_folder, "from/tool"), "tool\n");
        File.SetUnixFileMode(Path.Combine(_folder, "from/tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "from/tool"), new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc));
        File.CreateSymbolicLink(Path.Combine(_folder, "from/bin/tool"), "../tool");
        File.WriteAllText(Path.Combine(_folder, "from/empty"), "");
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string From => Path.Combine(_folder, "from");

    private string To => Path.Combine(_folder, "to");

    /// <summary>Another disk, a file system, kernel or sandbox that cannot: a plain copy would do. A full disk, a quota or a broken one: it would not.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(18, true)]
    [InlineData(22, true)]
    [InlineData(25, true)]
    [InlineData(38, true)]
    [InlineData(95, true)]
    [InlineData(28, false)]
    [InlineData(122, false)]
    [InlineData(5, false)]
    [InlineData(26, false)]
    public void A_refused_clone_means_that_there_are_none_or_is_a_fault(int error, bool cannot) => Assert.Equal(cannot, FolderCopy.CannotShare(error));

    [Fact]
    public void Where_blocks_cannot_be_shared_nothing_is_copied_that_nobody_asked_for() => Assert.False(FolderCopy.Run(From, To, plain: false));

    [Fact]
    public void A_plain_copy_has_the_files_links_modes_and_times_and_is_its_own()
    {
        Assert.True(FolderCopy.Run(From, To, plain: true));
        Assert.Equal(FolderCopy.Listing(From), FolderCopy.Listing(To));
        Assert.Equal("../tool", new FileInfo(Path.Combine(To, "bin/tool")).LinkTarget);
        File.WriteAllText(Path.Combine(To, "empty"), "changed");
        Assert.Equal("", File.ReadAllText(Path.Combine(From, "empty")));
        Assert.NotEqual(FolderCopy.Listing(From), FolderCopy.Listing(To));
    }

    [Fact]
    public void Without_clones_a_folder_is_neither_kept_nor_taken_and_says_why_and_with_copies_it_is_both()
    {
        var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var kept = new KeptFolder(Path.Combine(_folder, "cache/key"));
        Directory.CreateDirectory(Path.Combine(_folder, "cache"));
        Assert.False(kept.Put(From, plain: false, now));
        Assert.False(kept.Exists);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "cache")));
        Assert.True(kept.Put(From, plain: true, now));
        Assert.Contains("cannot share blocks", kept.Take(To, plain: false, now), StringComparison.Ordinal);
        Assert.False(Path.Exists(To));
        Assert.Null(kept.Take(To, plain: true, now));
        Assert.Equal(FolderCopy.Listing(From), FolderCopy.Listing(To));
        Assert.Equal(["cache", "from", "to"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Old_and_big_entries_and_what_a_crash_left_are_pruned()
    {
        var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var cache = Path.Combine(_folder, "cache");
        Directory.CreateDirectory(cache);
        foreach (var (name, age) in new[] { ("old", 40), ("used", 2), ("new", 1) })
        {
            new KeptFolder(Path.Combine(cache, name)).Put(From, plain: true, now - TimeSpan.FromDays(age));
        }

        Directory.CreateDirectory(Path.Combine(cache, ".draft-crashed"));
        Directory.SetLastWriteTimeUtc(Path.Combine(cache, ".draft-crashed"), now.UtcDateTime - TimeSpan.FromDays(2));
        Directory.CreateDirectory(Path.Combine(cache, ".draft-at-work"));
        Directory.SetLastWriteTimeUtc(Path.Combine(cache, ".draft-at-work"), now.UtcDateTime);
        CachePruner.Run(cache, TimeSpan.FromDays(30), 1000, now);
        Assert.Equal([".draft-at-work", "new", "used"], Directory.GetDirectories(cache).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        CachePruner.Run(cache, TimeSpan.FromDays(30), 5, now);
        Assert.Equal([".draft-at-work", "new"], Directory.GetDirectories(cache).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
