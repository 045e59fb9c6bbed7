using System.CommandLine;
using System.Diagnostics;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Demo;

namespace Ov.Commands;

/// <summary><c>ov demo</c>: a whole team at work in a scratch repository, without an account or a network.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandRunner runner)
    {
        var keep = new Option<string?>("--keep") { Description = "Make the scratch repository in this new folder and leave it there.", HelpName = "dir" };
        var command = new Command("demo", "Watch a scripted team work in a scratch repository") { keep };
        var guide = new CommandGuide("ov demo", "ov demo --keep ../look-around", "ov demo --json")
        {
            Refusals = [ErrorCode.ToolMissing], SeeAlso = ["help start"],
            Answer = () => DemoJson.Default.DemoOutcome, Daily = true,
            About = "A coordinator, a lead, a scout, three builders and a reviewer, each a process in its own worktree, turn a small program\n"
                + "into a larger one. One branch conflicts and one worker is killed on purpose. It touches nothing outside its folder.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(Run(app, parse.GetValue(keep), stop)));
    }

    private static CommandResult Run(OvApp app, string? keep, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var folder = FolderFor(app, keep);
        var sandbox = new DemoSandbox(app.Environment, folder);
        using var scratch = new OvApp(
            app.Environment with { WorkingDirectory = sandbox.Repository, Variables = sandbox.Variables }, app.Options with { Project = null, Run = null });
        // Narration goes to stderr, so that --json leaves one document on stdout.
        var narrate = app.Options.Json || app.Options.Quiet ? null : app.Environment.OutIsTerminal ? app.Environment.Out : app.Environment.Error;
        var start = app.Environment.Time.GetUtcNow();
        var run = new DemoRun(sandbox, scratch, record =>
        {
            if (narrate is not null && DemoView.Line(record, start, id => NameOf(scratch, id)) is { } line)
            {
                narrate.WriteLine(line);
                narrate.Flush();
            }
        });
        try
        {
            run.Play(stop);
            var outcome = DemoReading.Of(sandbox, scratch, run.Killed, keep is not null, clock.Elapsed);
            return outcome.Failures.Count == 0
                ? CommandResult.Of(outcome, () => DemoJson.Default.DemoOutcome, DemoView.Write)
                : throw new OvException(ErrorCode.Failed, $"The demo did not come out as promised: {string.Join("; ", outcome.Failures)}.", "Run it again with --keep DIR and look at 'ov status' there.");
        }
        finally
        {
            run.StopEverything();
            scratch.CloseLedger();
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static string NameOf(OvApp scratch, string agentId) => scratch.Ledger.Read(sql => AgentStore.ById(sql, agentId))?.Name ?? agentId;

    private static string FolderFor(OvApp app, string? keep)
    {
        if (keep is null)
        {
            return Directory.CreateTempSubdirectory("ov-demo-").FullName;
        }

        var folder = Path.GetFullPath(keep, app.Environment.WorkingDirectory);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new OvException(ErrorCode.Usage, $"--keep wants a new or empty folder, and {keep} is not one.", "Name a folder that does not exist yet.");
        }

        return Directory.CreateDirectory(folder).FullName;
    }
}
