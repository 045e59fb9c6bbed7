namespace Ov.EndToEnd.Worktrees;

/// <summary>On a file system that shares blocks between files, a kept folder comes at once and takes no room, and each worktree's copy is its own.</summary>
public sealed class CloneTests
{
    private const long Megabyte = 1L << 20;

    private const string Config = """
        watch:
          enabled: false
        setup:
          - command: test -e deps/big || { mkdir -p deps/bin && head -c 40000000 /dev/urandom > deps/big && ln -s ../big deps/bin/tool && chmod 640 deps/big && echo ran >> ../ran; }
        worktrees:
          caches: [{path: deps, key: lock}]
        """;

    [Theory]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    public void A_kept_folder_is_cloned_without_asking_for_room(string kind)
    {
        using var disk = LoopDisk.Mount(kind);
        using var box = new Sandbox(disk.Folder).InitRepository();
        box.WriteFile("lock", "one\n");
        box.WriteFile(".gitignore", "deps\n");
        box.Git("add", "-A");
        box.Git("commit", "-q", "-m", "A lock file");
        box.Ov("init", "--test", "--token-file", Path.Combine(box.Home, "token")).Ok();
        box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(box.Home, "token")).Trim();
        box.WriteFile(".overstory/config.local.yaml", Config.Replace("worktrees:", "worktrees:\n  diskReserve: 1MB", StringComparison.Ordinal));
        var empty = disk.Free;
        var first = Make(box, "one", "--trust");
        var once = disk.Free;
        Assert.InRange(empty - once, 38 * Megabyte, 60 * Megabyte);

        var second = Make(box, "two");
        Make(box, "three");
        Assert.InRange(once - disk.Free, -20 * Megabyte, 10 * Megabyte);
        Assert.Single(File.ReadAllLines(Path.Combine(box.Repo + ".worktrees", "ran")));
        Assert.Equal("../big", new FileInfo(Path.Combine(second, "deps/bin/tool")).LinkTarget);
        Assert.Equal(File.GetUnixFileMode(Path.Combine(first, "deps/big")), File.GetUnixFileMode(Path.Combine(second, "deps/big")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(first, "deps/big")), File.ReadAllBytes(Path.Combine(second, "deps/big")));

        // Shared blocks are nobody's to see: a change in one stays there, and what is kept stays whole.
        using (var file = File.OpenWrite(Path.Combine(second, "deps/big")))
        {
            file.Write(new byte[4096]);
        }

        Assert.NotEqual(new byte[4096], File.ReadAllBytes(Path.Combine(first, "deps/big"))[..4096]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(first, "deps/big")), File.ReadAllBytes(Path.Combine(Make(box, "four"), "deps/big")));
        Assert.Single(File.ReadAllLines(Path.Combine(box.Repo + ".worktrees", "ran")));
    }

    private static string Make(Sandbox box, string name, params string[] more)
    {
        var run = box.Ov(["worktree", "create", name, "--json", .. more]).Ok();
        Assert.DoesNotContain("cannot share blocks", run.Stderr, StringComparison.Ordinal);
        return run.Json.GetProperty("path").GetString()!;
    }
}
