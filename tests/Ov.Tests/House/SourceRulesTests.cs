using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Ov.Tests.House;

/// <summary>The rules of the house that a compiler does not hold: one door each, dependencies downwards, files of a readable size.</summary>
public sealed class SourceRulesTests
{
    private static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .OrderBy(source => source.Item1, StringComparer.Ordinal)];

    [Theory]
    [InlineData(@"\bConsole\.(Write|Out|Error|In|Open|Read|Is)", "src/Ov/Cli/Streams.cs")]
    [InlineData(@"(?<!\w)Process\.Start\(|new Process\b|ProcessStartInfo", "src/Ov.Core/Processes/")]
    [InlineData(@"DateTime(Offset)?\.(Utc)?Now", "")]
    [InlineData(@"Environment\.GetEnvironmentVariable", "src/Ov/Cli/Streams.cs")]
    [InlineData(@"Directory\.(Get|Set)CurrentDirectory", "src/Ov/Cli/Streams.cs")]
    [InlineData(@"\bRandom\.Shared|new Random\(", "")]
    [InlineData(@"using System\.Reflection(?!\.(Metadata))", "src/Ov.Core/Ledger/SqliteEngine.cs")]
    [InlineData(@"JsonSerializer\.(Serialize|Deserialize)(<[^>]*>)?\([^,()]*\)", "")]
    [InlineData(@"Thread\.Sleep\((?!Timeout\.Infinite)|Task\.Delay\(", "src/Ov.Core/Processes/")]
    [InlineData(@"\bLibGit2Sharp\b(?! \{)", "src/Ov.Core/Git/LibGit2Reader.cs")]
    // One list sorted in place gives every list type in the program a sorter and a comparer, which each start pays for; Order sorts as well.
    [InlineData(@"\.Sort\(|AsParallel\(", "")]
    public void Only_its_own_door_uses_it(string pattern, string door)
    {
        var strangers = Sources.Where(source => (door.Length == 0 || !source.Path.StartsWith(door, StringComparison.Ordinal)) && Regex.IsMatch(source.Text, pattern))
            .Select(source => source.Path);
        Assert.Empty(strangers);
    }

    [Fact]
    public void Sql_is_in_stores_only()
    {
        var strangers = Sources
            .Where(source => !source.Path.StartsWith("src/Ov.Core/Ledger/", StringComparison.Ordinal) && !Regex.IsMatch(source.Path, "(Store|Queue|Log)\\.cs$"))
            .Where(source => Regex.IsMatch(source.Text, @"""\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA)\s"))
            .Select(source => source.Path);
        Assert.Empty(strangers);
    }

    [Fact]
    public void A_file_has_at_most_400_lines()
    {
        var long_ = Sources.Where(source => source.Text.Split('\n').Length > 401).Select(source => source.Path);
        Assert.Empty(long_);
    }

    [Fact]
    public void No_drawers_without_a_name()
    {
        var drawers = Sources.Where(source => Regex.IsMatch(Path.GetFileName(source.Path), "(Manager|Helper|Helpers|Util|Utils|Service|Impl|Info)\\.cs$"))
            .Select(source => source.Path);
        Assert.Empty(drawers);
    }

    [Fact]
    public void Commands_hold_neither_sql_nor_git()
    {
        var strangers = Sources.Where(source => source.Path.StartsWith("src/Ov/Commands/", StringComparison.Ordinal))
            .Where(source => Regex.IsMatch(source.Text, @"\.Sql\.(Run|All|First|Number|Text)\(|app\.Git\b"))
            .Select(source => source.Path);
        Assert.Empty(strangers);
    }

    [Theory]
    // What lies below must not know what lies above it.
    [InlineData("Processes", "Ledger|Git|Config|Agents|Tasks|Runs|Mail|Groups|Merging|Worktrees|Watching|Runtimes|Notes|Projects")]
    [InlineData("Git", "Ledger|Config|Agents|Tasks|Runs|Mail|Groups|Merging|Worktrees|Watching|Runtimes|Notes|Projects")]
    [InlineData("Config", "Ledger|Git|Agents|Tasks|Runs|Mail|Groups|Merging|Worktrees|Watching|Runtimes|Notes|Projects")]
    [InlineData("Ledger", "Git|Config|Agents|Tasks|Runs|Mail|Groups|Merging|Worktrees|Watching|Runtimes|Notes|Projects")]
    public void Dependencies_point_downwards(string folder, string above)
    {
        var climbers = Sources.Where(source => source.Path.StartsWith($"src/Ov.Core/{folder}/", StringComparison.Ordinal))
            .Where(source => Regex.IsMatch(source.Text, $@"using Ov\.Core\.({above});|Ov\.Core\.({above})\."))
            .Select(source => source.Path);
        Assert.Empty(climbers);
    }

    [Fact]
    public void The_core_knows_no_terminal()
    {
        var strangers = Sources.Where(source => source.Path.StartsWith("src/Ov.Core/", StringComparison.Ordinal))
            .Where(source => Regex.IsMatch(source.Text, @"using (Spectre|System\.CommandLine)|using Ov\.(Cli|Commands)"))
            .Select(source => source.Path);
        Assert.Empty(strangers);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Ov.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
