using System.Text.RegularExpressions;

namespace Ov.Tests.House;

/// <summary>There are two launchers, and only one of them can be run here.</summary>
public sealed class LauncherFilesTests
{
    private static readonly string Root = SourceTree.Root;

    [Fact]
    public void Both_launchers_build_again_for_the_same_files()
    {
        var watched = Regex.Match(File.ReadAllText(Path.Combine(Root, "ov")), @"find ([^\\]+)\\").Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => Path.Exists(Path.Combine(Root, name))).ToList();
        Assert.Contains("src", watched);
        var windows = File.ReadAllText(Path.Combine(Root, "ov.cmd"));
        Assert.All(watched, name => Assert.Contains($"'%root%{name}'", windows, StringComparison.Ordinal));
    }

    [Fact]
    public void The_one_for_windows_has_the_line_ends_that_its_shell_wants()
    {
        // With bare newlines cmd misses a label now and then.
        var text = File.ReadAllText(Path.Combine(Root, "ov.cmd"));
        Assert.Equal(text.Split('\n').Length - 1, Regex.Count(text, "\r\n"));
    }
}
