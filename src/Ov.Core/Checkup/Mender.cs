using Ov.Core.Agents;
using Ov.Core.Cleaning;
using Ov.Core.Merging;
using Ov.Core.Watching;
using Ov.Core.Worktrees;

namespace Ov.Core.Checkup;

/// <summary>
/// Mends what <c>ov doctor --fix</c> may mend: only what loses no work and nobody can object to. Each deed looks at the thing anew, and is a
/// transaction or has an intent of its own, so that it may be cut off and done again.
/// </summary>
public static class Mender
{
    /// <summary>Whether there is a safe deed for that finding.</summary>
    internal static bool Mends(string code) => code is "orphan-intents" or "orphan-agents" or "orphan-leases" or "orphan-claims" or "orphan-processes"
        or "orphan-worktrees" or "orphan-pins" or "not-private" or "leftovers" or "hooks-stale";

    /// <summary>Mends each of the findings that can be mended; one that fails does not stop the others.</summary>
    /// <exception cref="OvException">not-operator.</exception>
    public static IReadOnlyList<DoctorFix> Run(OvApp app, Caller caller, IReadOnlyList<Check> checks)
    {
        caller.RequireOperator("mend what the doctor found");
        return [.. checks.Where(check => check.Fixable).Select(check => check.Code).Distinct().Select(code => Try(app, caller, code))];
    }

    private static DoctorFix Try(OvApp app, Caller caller, string code)
    {
        try
        {
            using var step = app.Progress.Step($"Mending {code}");
            var deeds = Mend(app, caller, code).ToList();
            return new DoctorFix(code, deeds.TrueForAll(deed => deed.Done), [.. deeds.Select(deed => deed.Text)]);
        }
        catch (Exception refusal) when (refusal is OvException or IOException or UnauthorizedAccessException)
        {
            return new DoctorFix(code, false, [refusal.Message]);
        }
    }

    private static IEnumerable<Deed> Mend(OvApp app, Caller caller, string code) => code switch
    {
        "orphan-intents" => Tick(app, OrphanIntents.Repair),
        "orphan-agents" => Tick(app, DeadAgents.End),
        "orphan-leases" => Tick(app, StaleLeases.Release),
        "orphan-claims" => Tick(app, StaleMail.Release),
        "orphan-processes" => OrphanChecks.Leftovers(app).ToList().Select(pair => Ended(pair.Agent)),
        "orphan-worktrees" => WorktreeCleaner.Prune(app, caller).Select(cleaned => new Deed(cleaned.Removal is not null, cleaned.Verdict.Refusal?.Message ?? $"forgot {cleaned.Facts.Worktree.Path}")),
        "orphan-pins" => QueuePins.Orphans(app).ToList().Select(pin => Released(app, new CleanedRef(pin.Name, pin.Oid, ""))),
        "not-private" => LedgerChecks.Open(app.Project.Files).ToList().Select(Closed),
        "leftovers" => LedgerChecks.Leftovers(app).ToList().Select(Deleted),
        _ => HookChecks.Stale(app).ToList().Select(hooks => new Deed(true, $"{hooks.Install(dryRun: false).Path} is whole")),
    };

    /// <summary>One step of the tick, as it would come by itself.</summary>
    private static IEnumerable<Deed> Tick(OvApp app, Func<TickContext, IEnumerable<TickDecision>> step) =>
        step(new TickContext(app, DryRun: false, MayJudgeSilence: false, Memory: null, CancellationToken.None)).Select(decision => new Deed(decision.Done, $"{decision.Subject}: {decision.Reason}"));

    private static Deed Ended(AgentRecord agent)
    {
        var tree = AgentTree.End(agent, AgentTree.Grace);
        return new Deed(tree.Left.Count == 0, $"ended {tree.Ended.Count} of {agent.Name}{(tree.Left.Count == 0 ? "" : $", {tree.Left.Count} survived SIGKILL")}");
    }

    private static Deed Released(OvApp app, CleanedRef pin)
    {
        var released = Cleaner.Release(app, pin);
        return new Deed(released.Removed, released.Backup is { } backup ? $"{pin.Ref} is now {backup}" : $"removed {pin.Ref}, whose commit is elsewhere too");
    }

    private static Deed Closed(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~LedgerChecks.Others);
        }

        return new Deed(true, $"only you can read {path}");
    }

    private static Deed Deleted(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }

        return new Deed(true, $"deleted {path}");
    }

    private sealed record Deed(bool Done, string Text);
}

/// <summary>What was done about a finding.</summary>
/// <param name="Done">False where something of it is left.</param>
/// <param name="Text">What was done, and what stood in the way.</param>
public sealed record DoctorFix(string Code, bool Done, IReadOnlyList<string> Text);
