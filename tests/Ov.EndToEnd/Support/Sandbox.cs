using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>
/// A folder of one test with a repository, a home and an environment of its own; nothing of the machine's user leaks in.
/// Keep it in a field and dispose it from the test class: then a failing test and a leftover process are both reported.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    /// <param name="disk">Where its folder lies; else among the machine's temporary files.</param>
    public Sandbox(string? disk = null)
    {
        // Resolved, because git and ov print resolved paths (a temporary folder may be a link).
        Root = Resolve(disk is null ? Directory.CreateTempSubdirectory("ov-e2e-").FullName : Directory.CreateDirectory(Path.Combine(disk, "e2e")).FullName);
        foreach (var folder in new[] { Home, Repo, Bin, Temp })
        {
            Directory.CreateDirectory(folder);
        }

        File.CreateSymbolicLink(Path.Combine(Bin, "ov"), OvBinary.Path);
        File.WriteAllText(
            Path.Combine(Home, ".gitconfig"),
            "[user]\n\tname = Test\n\temail = test@example.invalid\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n[gc]\n\tauto = 0\n");
        Variables = new Dictionary<string, string>
        {
            ["PATH"] = $"{Bin}:/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = Home,
            ["TMPDIR"] = Temp,
            ["LC_ALL"] = "C",
            ["TZ"] = "UTC",
            ["TERM"] = "dumb",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(Home, ".gitconfig"),
        };
    }

    /// <summary>Everything of this test lies below.</summary>
    public string Root { get; }

    public string Home => Path.Combine(Root, "home");

    /// <summary>The repository's folder; empty until <see cref="InitRepository"/>.</summary>
    public string Repo => Path.Combine(Root, "repo");

    /// <summary>First on PATH; holds <c>ov</c>. A test puts its own programs here with <see cref="WriteProgram"/>.</summary>
    public string Bin => Path.Combine(Root, "bin");

    /// <summary>The whole environment of every program started here.</summary>
    public IDictionary<string, string> Variables { get; }

    /// <summary>Set by a test that ends while processes of its own still run; they are ended all the same.</summary>
    public bool MayLeaveProcesses { get; set; }

    private string Temp => Path.Combine(Root, "tmp");

    /// <summary>A repository with one commit on main, in <see cref="Repo"/>.</summary>
    public Sandbox InitRepository()
    {
        Git("init", "-q");
        WriteFile("README.md", "# Sample\n");
        Git("add", "-A");
        Git("commit", "-q", "-m", "First");
        return this;
    }

    /// <summary>Runs <c>ov</c> in <see cref="Repo"/>.</summary>
    public OvRun Ov(params string[] args) => Run("ov", args);

    /// <summary>Starts <c>ov</c> in <see cref="Repo"/>: for races and for what must happen while it runs.</summary>
    public Task<OvRun> OvAsync(params string[] args) => RunAsync("ov", args);

    /// <summary>Runs git in <see cref="Repo"/> and returns what it printed, trimmed; a failure fails the test.</summary>
    public string Git(params string[] args) => Run("git", args).Ok().Stdout.TrimEnd();

    /// <summary>Writes a file, by a path relative to <see cref="Repo"/>, making its folders.</summary>
    public string WriteFile(string path, string text)
    {
        var full = Path.Combine(Repo, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Writes an executable POSIX sh script onto PATH.</summary>
    public string WriteProgram(string name, string body)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Runs a program to its end; see <see cref="RunAsync"/>.</summary>
    public OvRun Run(
        string program, IReadOnlyList<string> args, string? directory = null, string? input = null, IReadOnlyDictionary<string, string>? variables = null, TimeSpan? limit = null) =>
        RunAsync(program, args, directory, input, variables, limit).GetAwaiter().GetResult();

    /// <summary>
    /// Runs a program of this sandbox's PATH to its end, within a time limit after which its whole tree is killed and the test fails.
    /// Standard input is empty unless given; <paramref name="variables"/> add to <see cref="Variables"/>.
    /// </summary>
    public async Task<OvRun> RunAsync(
        string program, IReadOnlyList<string> args, string? directory = null, string? input = null, IReadOnlyDictionary<string, string>? variables = null, TimeSpan? limit = null)
    {
        var command = $"{program} {string.Join(' ', args)}";
        var start = new ProcessStartInfo(Find(program), args)
        {
            WorkingDirectory = directory ?? Repo,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables.Concat(variables ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(limit ?? DefaultLimit);
        var stdout = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var stderr = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await Feed(process, input);
            await process.WaitForExitAsync(deadline.Token);
            return new OvRun(command, process.ExitCode, await stdout, await stderr);
        }
        catch (OperationCanceledException)
        {
            var why = process.HasExited ? "ended, but something that it started still holds its output" : "did not end";
            process.Kill(entireProcessTree: true);
            throw new Xunit.Sdk.XunitException($"`{command}` {why} within {limit ?? DefaultLimit}.");
        }
    }

    public void Dispose()
    {
        var left = Leftovers.End(Root, MayLeaveProcesses ? TimeSpan.Zero : TimeSpan.FromSeconds(30));
        Directory.Delete(Root, recursive: true);
        if (left.Count > 0 && !MayLeaveProcesses)
        {
            throw new Xunit.Sdk.XunitException($"The test left processes behind:\n{string.Join('\n', left)}");
        }
    }

    private static async Task Feed(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input, which is its right.
        }
    }

    /// <summary>The program on this sandbox's PATH: Process.Start would look along the test runner's own.</summary>
    private string Find(string program) =>
        program.Contains('/') ? program : Variables["PATH"].Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"There is no '{program}' on the sandbox's PATH.");

    private static string Resolve(string folder) =>
        Directory.ResolveLinkTarget(Path.GetTempPath().TrimEnd('/'), returnFinalTarget: true) is { } temp
            ? Path.Combine(temp.FullName, Path.GetFileName(folder))
            : folder;
}
