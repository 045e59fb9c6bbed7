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
    public static RunRecord Named(Sql sql, string text)
    {
        var found = RunStore.ByName(sql, text) ?? RunStore.ById(sql, text);
        if (found is not null)
        {
            return found;
        }

        var all = RunStore.All(sql);
        var byPrefix = all.Where(run => IdText.HasPrefix(run.Id, text)).ToList();
        return byPrefix.Count switch
        {
            1 => byPrefix[0],
            > 1 => throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several runs: {string.Join(", ", byPrefix.Select(run => run.Id))}."),
            _ => throw new OvException(ErrorCode.NotFound, $"There is no run '{text}'.{Nearest.Sentence(text, all.Select(run => run.Name))}", "See 'ov run list'."),
        };
    }
}
