using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>Which run a command means (contract, "Run").</summary>
public static class RunResolver
{
    /// <summary>
    /// <c>--run</c>, else the calling agent's, else the only active one, else the one whose target is the checked-out branch;
    /// null when there is no active run at all.
    /// </summary>
    /// <exception cref="OvException">not-found, or ambiguous-run naming the candidates.</exception>
    public static RunRecord? Find(OvApp app, Sql sql, Caller? caller = null)
    {
        if (app.Options.Run is { } asked)
        {
            return Named(sql, asked);
        }

        if ((caller ?? app.Caller).Agent is { } agent)
        {
            return RunStore.ById(sql, agent.RunId);
        }

        var active = RunStore.Active(sql);
        if (active.Count <= 1)
        {
            return active.SingleOrDefault();
        }

        var here = HeadReader.CurrentBranch(app.Project.Here.GitDir);
        var onTarget = active.Where(run => run.Target == here).ToList();
        return onTarget.Count == 1
            ? onTarget[0]
            : throw new OvException(
                ErrorCode.AmbiguousRun, $"Several runs are active: {string.Join(", ", active.Select(run => run.Name))}.", "Name one with --run.");
    }

    /// <summary>As <see cref="Find"/>, but no run at all is an error.</summary>
    public static RunRecord Require(OvApp app, Sql sql, Caller? caller = null) => Find(app, sql, caller)
        ?? throw new OvException(ErrorCode.NotFound, "There is no active run.", "Start one with 'ov run start', or add a task: 'ov task add \"…\"'.");

    /// <summary>By id, name, or a unique prefix of the id's random part.</summary>
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static RunRecord Named(Sql sql, string text) => FindNamed(sql, text) ?? throw new OvException(
        ErrorCode.NotFound, $"There is no run '{text}'.{Nearest.Sentence(text, RunStore.All(sql).Select(run => run.Name))}", "See 'ov run list'.");

    /// <summary>As <see cref="Named"/>; null when nothing fits.</summary>
    public static RunRecord? FindNamed(Sql sql, string text)
    {
        if ((RunStore.ByName(sql, text) ?? RunStore.ById(sql, text)) is { } found)
        {
            return found;
        }

        var fits = RunStore.All(sql).Where(run => IdText.HasPrefix(run.Id, text)).ToList();
        return fits.Count <= 1
            ? fits.SingleOrDefault()
            : throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several runs: {string.Join(", ", fits.Select(run => run.Id))}.");
    }
}
