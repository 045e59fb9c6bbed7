using System.Diagnostics;
using System.Text;
using Ov.Core.Guarding.Shell;

namespace Ov.Tests.Guarding;

/// <summary>
/// The corpus under the real bash, with a PATH of programs that only write down how they were called: whatever bash starts, our reading of
/// the same line must have told.
/// </summary>
public sealed class BashComparisonTests : IDisposable
{
    /// <summary>Starters run what they are given, so that what they start is compared too; some tell where things lie.</summary>
    private static readonly string[] Real = ["env", "xargs", "nohup", "nice", "timeout", "setsid", "stdbuf", "find", "sh", "bash", "dirname", "basename", "mkdir", "flock"];

    private readonly string _box = Directory.CreateTempSubdirectory("ov-bash-").FullName;
    private readonly GuardCorpus _corpus;

    public BashComparisonTests()
    {
        _corpus = new GuardCorpus(_box);
        foreach (var folder in new[] { "@W/src/login/deep", "@W/src/other", "@R/.git/hooks", "@R/.git/info", "@R/.git/overstory/agents/a", "@O/src", "@T/work", "@H", "@X/copy" })
        {
            Directory.CreateDirectory(_corpus.In(folder));
        }

        foreach (var file in new[] { "@W/src/a.cs", "@W/src/b.cs", "@W/src/login/a.cs", "@W/src/x.tmp", "@W/a", "@R/README.md", "@R/a.cs", "@O/a.cs", "@X/x.cs", "@T/brief.md", "@T/lock" })
        {
            File.WriteAllText(_corpus.In(file), "text\n");
        }
    }

    public void Dispose() => Directory.Delete(_box, recursive: true);

    [Fact]
    public void Every_program_that_bash_starts_was_told_by_the_parser()
    {
        var lines = GuardCorpus.Cases.Where(MayRun).DistinctBy(one => one.Line).ToList();
        Assert.True(lines.Count >= 400, $"only {lines.Count} lines run");
        var stubs = Stubs();
        var missed = new System.Collections.Concurrent.ConcurrentBag<string>();
        var started = 0;
        Parallel.ForEach(lines, new ParallelOptions { MaxDegreeOfParallelism = 2 }, one =>
        {
            var text = _corpus.In(one.Text);
            var told = Told(text);
            foreach (var call in Started(stubs, text, one.Line))
            {
                Interlocked.Increment(ref started);
                if (!told.Any(known => Fits(known, call)))
                {
                    missed.Add($"{one}\n    bash started {string.Join(" ", call.Select(word => $"[{word}]"))}\n    told: {string.Join("; ", told.Select(known => string.Join(' ', known.Words.Select(word => word.Text))))}");
                }
            }
        });
        Assert.True(missed.IsEmpty, string.Join('\n', missed));
        Assert.True(started >= lines.Count / 2, $"{started} programs were started");
    }

    /// <summary>Absolute paths outside of the box, and what the shell itself would do to this machine, stay on paper.</summary>
    private static bool MayRun(GuardCase one) =>
        !one.Text.StartsWith("write ", StringComparison.Ordinal) && !one.Text.StartsWith("tool ", StringComparison.Ordinal) && !one.Text.StartsWith('%')
        && !one.Text.Contains("/bin/", StringComparison.Ordinal) && !one.Text.Contains("coproc", StringComparison.Ordinal);

    private static bool Fits(ShellCall known, string[] call)
    {
        if (known.Words.Count > 0 && !known.Words[0].IsExact)
        {
            return true;
        }

        if (known.Program != call[0])
        {
            return false;
        }

        if (known.HasMoreArguments || known.Words.Any(word => !word.IsExact))
        {
            return true;
        }

        return known.Words.Skip(1).Select(word => word.Text).SequenceEqual(call[1..]);
    }

    private List<ShellCall> Told(string text)
    {
        var told = new List<ShellCall>();
        try
        {
            ShellUnwrap.Through(text, new ShellState(_corpus.Worktree, _corpus.Variables), (call, _) => told.Add(call));
        }
        catch (ShellSyntaxException)
        {
            // Readers are refused as a whole; what a writer's shell still starts of it is judged up to here.
            told.Add(new ShellCall([new ShellField("", false, false)], null, new Dictionary<string, ShellField>(), []));
        }

        return told;
    }

    private string Stubs()
    {
        var names = GuardCorpus.Cases.SelectMany(one => Told(_corpus.In(one.Text))).Select(call => call.Program).OfType<string>()
            .Where(name => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '[')).Concat(Real).Distinct();
        var folder = Directory.CreateDirectory(Path.Combine(_box, "stubs")).FullName;
        foreach (var name in names)
        {
            var then = name switch
            {
                "git" => """[ "$*" = "rev-parse --show-toplevel" ] && echo "$OVERSTORY_WORKTREE_PATH"; exit 0""",
                "mktemp" => "echo \"$TMPDIR/tmp.0000000000\"; exit 0",
                "sudo" or "time" or "busybox" => "exit 0",
                "cat" => "while read -r line; do echo \"$line\"; done; exit 0",
                "echo" => "exit 0",
                _ when Real.Contains(name) => $"exec {Where(name)} \"$@\"",
                _ => "exit 0",
            };
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, $$"""
                #!/bin/bash
                printf '%s\0' {{name}} "$@" > "$CALLS.$BASHPID"
                {{then}}
                """);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return folder;
    }

    private static string Where(string name) => new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + name).FirstOrDefault(File.Exists) ?? "/bin/true";

    /// <summary>What bash starts for a line; builtins that end processes are taken away from it.</summary>
    private List<string[]> Started(string stubs, string text, int line)
    {
        var calls = Path.Combine(_box, $"calls-{line}");
        var start = new ProcessStartInfo("/bin/bash") { WorkingDirectory = _corpus.Worktree, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("enable -n kill; ulimit -t 5 -f 1000; " + text);
        start.Environment.Clear();
        foreach (var (name, value) in _corpus.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = stubs;
        start.Environment["CALLS"] = calls;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(20_000))
        {
            process.Kill(entireProcessTree: true);
            throw new Xunit.Sdk.XunitException($"line {line} never ends: {text}");
        }

        reading.Wait(5_000);
        return [.. Directory.EnumerateFiles(_box, $"calls-{line}.*").Select(file => File.ReadAllText(file, Encoding.UTF8).Split('\0')[..^1])];
    }
}
