using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ov.Core;

namespace Ov.EndToEnd.BadInput;

/// <summary>
/// Hostile arguments for every command of the tree: an honest sentence, an exit status of the contract, never a trace, and nothing
/// changed unless it was done. <c>OV_FUZZ_SEED</c> and <c>OV_FUZZ_SECONDS</c> try others, or for longer.
/// </summary>
public sealed partial class ArgumentFuzzTests
{
    /// <summary>Statuses after which something may have changed: done, partly done, or a wait that was ended.</summary>
    private static readonly int[] MayHaveChanged = [0, 9, 124, 130, 143];

    private static readonly HashSet<int> Contract = [.. ErrorCode.All.Select(code => code.Exit), 0];

    private static int Seed => Number("OV_FUZZ_SEED", 20261121);

    /// <summary>Beyond the usual cases, of which a fast machine tries no more than a slow one.</summary>
    private static TimeSpan Longer => TimeSpan.FromSeconds(Number("OV_FUZZ_SECONDS", 0));

    [Fact]
    public void Hostile_arguments_get_a_sentence_and_change_nothing()
    {
        var clock = Stopwatch.StartNew();
        var faults = new ConcurrentBag<string>();
        var commands = HostileArguments.Commands;
        var next = -1;
        Parallel.For(0, 2, _ =>
        {
            using var project = Prepared();
            var arguments = new HostileArguments(Known(project));
            project.Box.MayLeaveProcesses = true;
            var before = ProjectState.Settled(project);
            for (var i = Interlocked.Increment(ref next); faults.Count < 20 && (i < 2 * commands.Count || clock.Elapsed < Longer); i = Interlocked.Increment(ref next))
            {
                var (random, target) = (new Random(unchecked((Seed * 31) + i)), commands[i % commands.Count]);
                var line = arguments.For(target, random);
                try
                {
                    var run = Run(project, line, arguments.Input(random));
                    var (found, state) = Judge(project, run, line, target.IsHook, before);
                    before = state;
                    foreach (var fault in found)
                    {
                        faults.Add($"seed {Seed}, case {i}: {fault}\n$ ov {Shown(line)}\nexit {run.ExitCode}\n--- stdout\n{Cut(run.Stdout)}\n--- stderr\n{Cut(run.Stderr)}");
                    }
                }
                catch (Exception fault)
                {
                    faults.Add($"seed {Seed}, case {i}: {Cut(fault.ToString())}\n$ ov {Shown(line)}");
                }
            }

            if (Directory.EnumerateFiles(project.Box.Root, "pwned", SearchOption.AllDirectories).Any())
            {
                faults.Add("an argument was run by a shell");
            }

            project.Ov("stop", "--all", "--yes");
        });
        Assert.True(faults.IsEmpty, $"{faults.Count} faults\n\n{string.Join("\n\n", faults)}");
        Assert.True(next >= 2 * commands.Count);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_by_every_command()
    {
        using var project = new OvProject(frozen: true);
        var before = ProjectState.Of(project);
        var faults = new List<string>();
        foreach (var (words, _, hook) in HostileArguments.Commands)
        {
            var run = project.Box.Run("sh", ["-c", "exec ov \"$@\" \"$(printf 'a\\377b')\"", "sh", .. words]);
            if (hook ? run is not { ExitCode: 0 or 2, Stdout: "" } : run.ExitCode != 2 || !run.Stderr.Contains("is not valid UTF-8", StringComparison.Ordinal))
            {
                faults.Add(run.ToString());
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        Assert.Equal(before, ProjectState.Of(project));
    }

    /// <summary>Something of every kind to name, and one agent more than may live, so that none is started.</summary>
    private static OvProject Prepared()
    {
        var project = new OvProject("watch:\n  enabled: false\nagents:\n  maxConcurrent: 1\n");
        Directory.CreateDirectory(Path.Combine(project.Box.Repo, "a-folder"));
        project.Box.Variables["EDITOR"] = "true";
        project.Box.Variables["SHELL"] = "/bin/true";
        project.Ov("task", "add", "First").Ok();
        project.Ov("task", "add", "Second", "--needs", "1").Ok();
        project.Ov("task", "add", "Third").Ok();
        project.Ov("group", "create", "both", "1", "2").Ok();
        project.Ov("sling", "1", "--name", "alice").Ok();
        project.Ov("mail", "send", "--to", "alice", "--subject", "Hello", "--body", "b").Ok();
        project.Ov("spec", "write", "1", "--body", "# Spec").Ok();
        project.Ov("token", "create", "ci").Ok();
        return project;
    }

    private static List<string> Known(OvProject project) =>
    [
        "alice", "run-1", "both", "ci", "1", "2", "3", project.Rows("SELECT branch FROM agent", row => row.Text("branch"))[0],
        .. new[] { "task", "agent", "run", "message", "task_group", "note" }.SelectMany(table => project.Rows($"SELECT id FROM {table}", row => row.Text("id"))),
    ];

    private static OvRun Run(OvProject project, string[] line, string? input) =>
        // What waits is interrupted; what cannot be interrupted is killed, and that is a fault.
        project.Box.Run("timeout", ["--foreground", "--preserve-status", "-s", "INT", "-k", "6", "4", "ov", .. line], input: input);

    private static (List<string> Faults, string State) Judge(OvProject project, OvRun run, string[] line, bool hook, string before)
    {
        var faults = new List<string>();
        if (!Contract.Contains(run.ExitCode))
        {
            faults.Add($"exit status {run.ExitCode} is none of the contract's");
        }

        if (run.Stderr.Contains("[internal]", StringComparison.Ordinal) || run.Stderr.Contains("   at Ov.", StringComparison.Ordinal) || run.Stderr.Contains("Unhandled", StringComparison.Ordinal) || run.Stderr.Contains("made a mistake", StringComparison.Ordinal))
        {
            faults.Add("a defect of ours");
        }

        if (run.ExitCode != 0 && run.ExitCode != 9 && !hook && !run.Stderr.Contains("Error [", StringComparison.Ordinal))
        {
            // A wait that ended badly answers with what it found, and a command on several things with a line for each.
            faults.AddRange(run.Stdout.Length > 0 ? [] : ["no sentence"]);
        }

        if (Obeyed().IsMatch(run.Stdout + run.Stderr))
        {
            faults.Add("control characters reach the terminal");
        }

        if (run.Stderr.Length > 6000)
        {
            faults.Add($"{run.Stderr.Length} characters of narration");
        }

        if (line.Contains("--json") && !line.Contains("--") && !IsJson(run.Stdout, mayBeEmpty: hook || run.ExitCode >= 130))
        {
            faults.Add("standard output is not one JSON document");
        }

        if (MayHaveChanged.Contains(run.ExitCode) && !hook)
        {
            return (faults, run.ExitCode == 0 && run.Stdout.Length == 0 ? before : ProjectState.Settled(project));
        }

        var after = ProjectState.Of(project);
        if (after != before && !hook)
        {
            faults.Add($"changed all the same:\n{Cut(ProjectState.Difference(before, after))}");
        }

        return (faults, after);
    }

    private static bool IsJson(string text, bool mayBeEmpty)
    {
        if (text.Length == 0)
        {
            return mayBeEmpty;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("success", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Shown(string[] line) => string.Join(' ', line.Select(word => $"\"{JsonEncodedText.Encode(Cut(word))}\""));

    private static string Cut(string text) => text.Length <= 1500 ? text : $"{text[..1500]}… ({text.Length})";

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : usual;

    [GeneratedRegex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")]
    private static partial Regex Obeyed();
}
