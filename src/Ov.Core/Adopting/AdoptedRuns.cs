using Ov.Core.Runs;

namespace Ov.Core.Adopting;

/// <summary>
/// Overstory leaves runs active when a coordinator crashes, and knows one current run. Here at most one of them stays active: the one
/// that holds what has not landed, so that no command has to be told which run is meant.
/// </summary>
internal sealed class AdoptedRuns
{
    private const string OpenKey = "ov:unlanded";
    private const string EarlierKey = "ov:earlier";

    private readonly Dictionary<string, ForeignRun> _known;
    private readonly Dictionary<string, AdoptedRun> _new = [];
    private readonly HashSet<string> _names;
    private readonly AdoptionHistory _history;
    private readonly string _target;
    private readonly string? _open;

    public AdoptedRuns(OverstoryFacts facts, string target, AdoptionHistory history, bool hasOpenWork)
    {
        _known = facts.Runs.ToDictionary(run => run.Id);
        _names = [.. history.RunNames];
        (_history, _target) = (history, target);
        var current = facts.CurrentRun is { } id && _known.GetValueOrDefault(id) is { Status: "active" } run ? run.Id : null;
        _open = !hasOpenWork ? null : history.OpenRun ?? (current is not null && !history.Knows(AdoptedKind.Run, current) ? current : NewKey(OpenKey));
        foreach (var each in facts.Runs.Where(each => !history.Knows(AdoptedKind.Run, each.Id)).OrderBy(each => each.StartedAt))
        {
            _new[each.Id] = Of(each);
        }

        if (_open is not null && history.OpenRun is null && !_new.ContainsKey(_open))
        {
            var since = facts.Sessions.Select(session => session.StartedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Min();
            _new[_open] = new AdoptedRun(_open, AdoptedNames.Free("overstory", _names), target, RunState.Active, since, null, null);
        }
    }

    /// <summary>Runs that are not in the ledger yet.</summary>
    public IReadOnlyList<AdoptedRun> New => [.. _new.Values.OrderBy(run => run.StartedAt)];

    public string For(AdoptedTask task) => AdoptedTasks.IsOpen(task.State) ? _open! : Known(task.Run) ?? Earlier(task.CreatedAt, task.UpdatedAt);

    /// <summary>Its own run, unless it left open work: then that of the work.</summary>
    public string For(ForeignSession session, bool isOpen) =>
        isOpen ? _open! : Known(session.Run) ?? Earlier(session.StartedAt, session.LastActivity);

    private string? Known(string? run) => run is not null && (_known.ContainsKey(run) || _history.Knows(AdoptedKind.Run, run)) ? run : null;

    private AdoptedRun Of(ForeignRun run)
    {
        var isOpen = run.Id == _open;
        var state = isOpen ? RunState.Active : run.Status switch { "completed" => RunState.Completed, "failed" => RunState.Failed, _ => RunState.Aborted };
        return new AdoptedRun(
            run.Id, isOpen ? AdoptedNames.Free(AdoptedNames.Of(run.Id), _names) : AdoptedNames.Of(run.Id), _target, state, run.StartedAt,
            isOpen ? null : run.CompletedAt ?? run.StartedAt, state == RunState.Aborted ? $"{run.Status} in Overstory when it was adopted, with nothing left to land" : null);
    }

    /// <summary>What belonged to no run that is recorded.</summary>
    private string Earlier(DateTimeOffset from, DateTimeOffset to)
    {
        if (!_history.Knows(AdoptedKind.Run, EarlierKey) && (!_new.TryGetValue(EarlierKey, out var known) || known.StartedAt > from || known.EndedAt < to))
        {
            _new[EarlierKey] = new AdoptedRun(
                EarlierKey, "overstory-earlier", _target, RunState.Completed, known is null || known.StartedAt > from ? from : known.StartedAt,
                known?.EndedAt is { } end && end > to ? end : to, "ended in Overstory");
        }

        return EarlierKey;
    }

    private string NewKey(string key)
    {
        var free = key;
        for (var copy = 2; _history.Knows(AdoptedKind.Run, free); copy++)
        {
            free = $"{key}-{copy}";
        }

        return free;
    }
}
