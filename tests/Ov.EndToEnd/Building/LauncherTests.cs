namespace Ov.EndToEnd.Building;

/// <summary>The launcher itself, with a stand-in for the SDK: what it decides, not what a compiler makes of it.</summary>
public sealed class LauncherTests : IDisposable
{
    private const string Sdk = """
        echo "$*" >> "$HOME/calls"
        case "$1" in
            --version) echo 10.0.100 ;;
            msbuild) echo linux-x64 ;;
            restore) case "$*" in *net10.0*) exit 1 ;; esac ;;
            publish)
                while [ "$1" != -o ]; do shift; done
                mkdir -p "$2"
                printf '#!/bin/sh\necho "$PWD|$*"\ncat\n' > "$2/ov"
                chmod +x "$2/ov" ;;
            */ov.dll) echo "managed $*" ;;
        esac
        """;

    private readonly Sandbox _box = new();
    private readonly string _tree;

    public LauncherTests()
    {
        _tree = Path.Combine(_box.Root, "source tree");
        Directory.CreateDirectory(Path.Combine(_tree, "src"));
        File.WriteAllText(Path.Combine(_tree, "src", "Program.cs"), "");
        File.Copy(Path.Combine(OvBinary.SourceRoot, "ov"), Path.Combine(_tree, "ov"));
        // Only these: whether the machine has a compiler or an SDK must not matter here.
        _box.Variables["PATH"] = _box.Bin;
        foreach (var tool in "sh basename cat chmod cp cut date dirname find flock grep head ls mkdir mv readlink rm rmdir sed sleep sort touch uname".Split(' '))
        {
            var path = new[] { "/bin", "/usr/bin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
            if (path is not null)
            {
                File.CreateSymbolicLink(Path.Combine(_box.Bin, tool), path);
            }
        }

        _box.WriteProgram("dotnet", Sdk);
        _box.WriteProgram("gcc", "echo none");
    }

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Arguments_input_and_folder_reach_ov_unchanged_and_the_launcher_says_nothing_on_standard_output()
    {
        var link = Path.Combine(_box.Root, "linked");
        File.CreateSymbolicLink(link, Path.Combine(_tree, "ov"));
        var run = _box.Run(link, ["a b", "-c", ""], input: "typed").Ok();
        Assert.Equal($"{_box.Repo}|a b -c \ntyped", run.Stdout);
        Assert.Contains("building ov", run.Stderr);
    }

    [Fact]
    public void The_newest_framework_whose_native_parts_restore_is_taken_and_the_choice_is_remembered()
    {
        Assert.Contains("framework net9.0 (Native AOT parts do not restore for: net10.0)", Launch().Ok().Stderr);
        Touch();
        Launch().Ok();
        Assert.Single(Calls("restore"), c => c.Contains("net10.0"));
        Assert.Equal(2, Calls("publish").Length);
        Assert.All(Calls("publish"), c => Assert.Contains("OvNativeFramework=net9.0", c));
    }

    [Fact]
    public void It_builds_again_only_when_a_source_is_newer_or_the_sqlite_engine_changed()
    {
        Launch().Ok();
        Assert.Equal("", Launch().Ok().Stderr);
        Touch();
        Assert.Contains("src/Program.cs is newer", Launch().Ok().Stderr);
        var library = Path.Combine(_box.Root, "libsqlite3.a");
        File.WriteAllText(library, "one");
        _box.WriteProgram("gcc", $"case \"$1\" in *.a) echo '{library}' ;; *) echo none ;; esac");
        Assert.Contains($"SQLite linked in from {library}", Launch().Ok().Stderr);
        Assert.Equal("", Launch().Ok().Stderr);
        File.WriteAllText(library, "another");
        Assert.Contains("SQLite changed", Launch().Ok().Stderr);
    }

    [Fact]
    public async Task Launchers_started_together_build_once()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _box.RunAsync(Path.Combine(_tree, "ov"), [])));
        Assert.All(runs, run => run.Ok());
        Assert.Single(Calls("publish"));
    }

    [Fact]
    public async Task Without_flock_launchers_started_together_still_build_once()
    {
        File.Delete(Path.Combine(_box.Bin, "flock"));
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _box.RunAsync(Path.Combine(_tree, "ov"), [])));
        Assert.All(runs, run => run.Ok());
        Assert.Single(Calls("publish"));
    }

    [Fact]
    public void Without_a_c_compiler_it_builds_the_managed_program_and_says_so()
    {
        File.Delete(Path.Combine(_box.Bin, "gcc"));
        var run = Launch("status").Ok();
        Assert.Contains("managed program instead, which starts slower: no C compiler", run.Stderr);
        Assert.Equal($"managed {_tree}/artifacts/launcher/ov.dll status\n", run.Stdout);
    }

    [Fact]
    public void Without_an_sdk_it_says_what_is_missing_and_exits_7()
    {
        File.Delete(Path.Combine(_box.Bin, "dotnet"));
        var run = Launch().Exits(7);
        Assert.Contains(".NET 10 SDK", run.Stderr);
        Assert.Equal("", run.Stdout);
    }

    [Fact]
    public void A_build_that_fails_is_reported_and_nothing_is_run()
    {
        _box.WriteProgram("dotnet", Sdk.Replace("publish)", "publish) echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1 ;; never)"));
        var run = Launch().Exits(1);
        Assert.Contains("error CS1002", run.Stderr);
        Assert.Equal("", run.Stdout);
    }

    private OvRun Launch(params string[] args) => _box.Run(Path.Combine(_tree, "ov"), args);

    /// <summary>Makes a source newer than the last build, whatever the clock's grain, yet older than the next one.</summary>
    private void Touch()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_tree, "artifacts", "launcher", "stamp"), DateTime.UtcNow.AddMinutes(-2));
        Directory.SetLastWriteTimeUtc(Path.Combine(_tree, "src"), DateTime.UtcNow.AddMinutes(-3));
        File.SetLastWriteTimeUtc(Path.Combine(_tree, "src", "Program.cs"), DateTime.UtcNow.AddMinutes(-1));
    }

    private string[] Calls(string verb) => File.ReadAllLines(Path.Combine(_box.Home, "calls")).Where(c => c.StartsWith(verb, StringComparison.Ordinal)).ToArray();
}
