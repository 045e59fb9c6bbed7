using System.Diagnostics;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Projects;
using Ov.Core.Runtimes.Survey;

namespace Ov.Core.Runtimes.Trial;

/// <summary>
/// Tries a runtime as it is configured here: a builder in a throw-away project gets one turn, the way every agent does, in which it shall
/// edit, commit and send mail. Its program runs with the user's own login.
/// </summary>
/// <param name="model">An alias or the runtime's own word; null for the configured one.</param>
/// <param name="limit">The longest turn.</param>
public sealed class RuntimeTrial(OvApp app, string? model, TimeSpan limit)
{
    private const string Role = "builder";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan HostExit = TimeSpan.FromSeconds(10);

    /// <summary>What would be run; nothing is.</summary>
    public TrialResult Rehearse(IRuntime runtime) => Told(runtime, RuntimeSurvey.One(app, runtime.Name), RuntimeRehearsal.Of(app, runtime, Role, model), TrialOutcome.Rehearsed, null);

    /// <summary>Refuses what a trial of all would skip.</summary>
    /// <exception cref="OvException">tool-missing, untrusted.</exception>
    public void Require(IRuntime runtime)
    {
        if (runtime.Traits.Program is { } program && ProgramPath.Find(program, app.Environment.Variables, app.Project.Root) is null)
        {
            throw new OvException(ErrorCode.ToolMissing, $"{runtime.Traits.Title} is not here: no program '{program}' is on the PATH.", "Install it; 'ov runtime list' tells which are here.");
        }

        if (app.Config.Runtimes.All.GetValueOrDefault(runtime.Name)?.NeedsApproval is { } spec)
        {
            TrustStore.For(app.Environment.Variables).Require(app.Project.Root, spec);
        }
    }

    /// <exception cref="OperationCanceledException">Interrupted; nothing is left behind.</exception>
    public TrialResult Run(IRuntime runtime, CancellationToken stop)
    {
        var item = RuntimeSurvey.One(app, runtime.Name);
        var (settings, rehearsal) = (app.Config.Runtimes.All.GetValueOrDefault(runtime.Name), RuntimeRehearsal.Of(app, runtime, Role, model));
        if (item.Path is null)
        {
            return Told(runtime, item, rehearsal, TrialOutcome.Skipped, $"there is no program '{item.Program}' on the PATH");
        }

        if (settings is not null && !TurnChoices.IsTrusted(app, settings))
        {
            return Told(runtime, item, rehearsal, TrialOutcome.Skipped, $"what {settings.Origin} says of it has not been approved on this machine; --trust does");
        }

        using var step = app.Progress.Step($"A turn of {runtime.Traits.Title}");
        var clock = Stopwatch.StartNew();
        var told = Told(runtime, item, rehearsal, TrialOutcome.Failed, null);
        var gone = settings?.Command is null ? HelpFlags.Gone(item.Path, [rehearsal.Command, rehearsal.ResumeCommand, [.. rehearsal.InheritCommand.SkipWhile(word => word != rehearsal.Command[0])], rehearsal.ByHandCommand], app.Processes) : [];
        var folder = Directory.CreateTempSubdirectory("ov-runtime-test-").FullName;
        try
        {
            var reading = Play(runtime, settings, folder, stop);
            return told with
            {
                Outcome = reading.IsProven ? TrialOutcome.Proven : TrialOutcome.Failed, Reason = reading.IsProven ? null : Why(reading), Checks = reading.Checks, Said = reading.Said,
                Changes = [.. told.Changes, .. gone, .. reading.Changes], ElapsedMs = clock.ElapsedMilliseconds,
            };
        }
        catch (OvException failed)
        {
            return told with { Reason = failed.Message, Changes = [.. told.Changes, .. gone], ElapsedMs = clock.ElapsedMilliseconds };
        }
        finally
        {
            Remove(folder);
        }
    }

    private TrialReading Play(IRuntime runtime, RuntimeOverride? settings, string folder, CancellationToken stop)
    {
        var scratch = new ScratchProject(folder, "trial", app.Environment);
        scratch.Make("ov runtime test", [new("README.md", "A scratch repository.\n")], TrialConfig.Of(runtime.Name, settings, limit));
        using var there = new OvApp(app.Environment with { WorkingDirectory = scratch.Repository, Variables = scratch.Variables }, app.Options with { Project = null, Run = null });
        try
        {
            scratch.Ov("task", "add", TrialTask.Title, "--body", TrialTask.Body);
            List<string> sling = ["sling", "1", "--runtime", runtime.Name];
            sling.AddRange(settings?.NeedsApproval is null ? [] : ["--trust"]);
            sling.AddRange(model is null ? [] : ["--model", model]);
            scratch.Ov([.. sling]);
            Await(there, stop);
        }
        finally
        {
            scratch.Ov("stop", "--all", "--yes");
            AwaitHosts(there);
        }

        return TrialReading.Of(scratch, there, runtime.Traits);
    }

    /// <summary>Until no host writes to the scratch any more: one whose agent reported leaves by itself, and stop does not wait for it.</summary>
    private static void AwaitHosts(OvApp there)
    {
        foreach (var agent in there.Ledger.Read(AgentStore.All))
        {
            FileLock.Take(there.Project.Files.Agent(agent.Id).HostLock, HostExit)?.Dispose();
        }
    }

    /// <summary>What cannot be removed stays in the temporary folder: the answer of the trial is worth more.</summary>
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Until the turn has ended, or the agent has. The host itself keeps the limit.</summary>
    private void Await(OvApp there, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit + TimeSpan.FromSeconds(30))
        {
            if (there.Ledger.Read(sql => AgentStore.CountLive(sql) == 0 || EventStore.After(sql, 0, 10_000).Exists(one => one.Type == "turn.ended")))
            {
                return;
            }

            stop.ThrowIfCancellationRequested();
            stop.WaitHandle.WaitOne(Look);
        }
    }

    private static string Why(TrialReading reading)
    {
        var missing = string.Join(", ", reading.Checks.Where(check => !check.Proven).Select(check => check.What));
        return reading.WentWell
            ? $"it worked to the end of its turn without {missing}: its permission mode or its sandbox forbids that, or its model did not do as asked"
            : $"its turn did not go well ({reading.Ended ?? "it never ended"}), without {missing}{(reading.Shown is { } shown ? $"; nothing that ov knows came of it, and it showed last: {shown}" : "")}";
    }

    private TrialResult Told(IRuntime runtime, RuntimeItem item, RuntimeRehearsal rehearsal, TrialOutcome outcome, string? reason)
    {
        var modes = RuntimeRehearsal.Modes(app, runtime);
        return new TrialResult(
            item.Name, item.Title, outcome, reason, item.Version, item.TestedVersion, modes.Single(mode => mode.Mode == rehearsal.Access).Permission, item.GuardWords, rehearsal.Command, [],
            item is { Testing: RuntimeTesting.OtherVersion } ? [$"{item.Title} {item.Version} is here; ov was tried with {item.TestedVersion}."] : [], null, 0);
    }
}
