using System.Diagnostics;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>
/// Tells of tasks as they are and then of each change, until it has come to what is waited for. Between two looks only the ledger's change
/// counter is asked. Whoever watches work that nobody does is told so and not kept (S3-17).
/// </summary>
/// <param name="until">When it ends.</param>
/// <param name="limit">The longest it goes on.</param>
/// <param name="unheld">How long nobody may hold any of the tasks; zero is for ever.</param>
public sealed class TaskWatcher(OvApp app, Caller caller, WatchUntil until, TimeSpan limit, TimeSpan unheld)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="words">Numbers or ids; none means all tasks of the run, those that are added meanwhile too.</param>
    /// <exception cref="OvException">not-found, ambiguous-run; timed-out at the end.</exception>
    public IEnumerable<WatchedTask> Watch(IReadOnlyList<string> words, CancellationToken stop)
    {
        var (run, ids) = app.Ledger.Read(sql => words.Count == 0
            ? (RunResolver.Require(app, sql, caller).Id, (List<string>?)null)
            : (null, [.. words.Select(word => TaskResolver.Require(app, sql, word, caller).Id).Distinct()]));
        var (seen, began, idle) = (new Dictionary<string, WatchedTask>(), Stopwatch.GetTimestamp(), default(long?));
        for (var first = true; ; first = false)
        {
            var version = app.Ledger.DataVersion;
            var now = app.Ledger.Read(sql => (run is null ? ids!.ConvertAll(id => TaskStore.ById(sql, id)!) : TaskStore.OfRun(sql, run)).ConvertAll(task => WatchedTask.Of(sql, task, until)));
            var changed = now.FindAll(task => !seen.TryGetValue(task.TaskId, out var before) || before != task);
            foreach (var task in changed)
            {
                seen[task.TaskId] = task;
                yield return task;
            }

            if (until == WatchUntil.Change ? !first && changed.Count > 0 : now.TrueForAll(task => task.Reached))
            {
                yield break;
            }

            idle = now.Exists(task => task.State is TaskState.InProgress or TaskState.Completed) ? null : idle ?? Stopwatch.GetTimestamp();
            do
            {
                RequireTime(now, began, idle);
                if (stop.WaitHandle.WaitOne(Pause))
                {
                    stop.ThrowIfCancellationRequested();
                }
            }
            while (app.Ledger.DataVersion == version);
        }
    }

    /// <param name="idle">Since when nobody has held any of them; null while somebody does.</param>
    private void RequireTime(List<WatchedTask> now, long began, long? idle)
    {
        var open = now.FindAll(task => !task.Reached);
        var names = string.Join(", ", open.Take(5).Select(task => $"{task.Number} ({task.State.Word()})")) + (open.Count > 5 ? " …" : "");
        if (Stopwatch.GetElapsedTime(began) >= limit)
        {
            throw Over(open, $"After {Said(limit)} {(until == WatchUntil.Change ? "nothing has changed" : $"still not {until.Word()}")}: {names}.", "Wait longer with --timeout, or see 'ov status'.");
        }

        if (until != WatchUntil.Change && unheld > TimeSpan.Zero && idle is { } since && Stopwatch.GetElapsedTime(since) >= unheld)
        {
            throw Over(open, $"Nobody has been at work on any of these for {Said(unheld)}: {names}.", "Start somebody: ov sling <task>. Or wait all the same: --unheld 0");
        }
    }

    private static string Said(TimeSpan time) => time == TimeSpan.Zero ? "0s" : Duration.Text(time);

    private static OvException Over(List<WatchedTask> open, string sentence, string hint) => new(ErrorCode.TimedOut, sentence, hint)
    {
        Lists = new Dictionary<string, IReadOnlyList<string>> { ["open"] = [.. open.Select(task => task.TaskId)] },
    };
}
