using System.Diagnostics;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>
/// Waits until agents, tasks or runs are where they should be. What is true already ends the wait at once, and no change between two
/// looks is missed: the ledger's version is read before each look.
/// </summary>
public static class AgentWaiter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="limit"><see cref="TimeSpan.MaxValue"/> waits for ever.</param>
    /// <param name="words">Names, ids or numbers; none means the run, or with <see cref="WaitGoal.Mail"/> the caller's inbox.</param>
    /// <exception cref="OvException">timed-out, not-found.</exception>
    public static IReadOnlyList<WaitSubject> Wait(OvApp app, Caller caller, IReadOnlyList<string> words, WaitGoal goal, TimeSpan limit, CancellationToken stop) =>
        Until(app, app.Ledger.Read(sql => Subjects(app, sql, caller, words, goal)), goal, limit, stop);

    /// <summary>The same for things that are known already.</summary>
    public static IReadOnlyList<WaitSubject> Until(OvApp app, IReadOnlyList<WaitSubject> subjects, WaitGoal goal, TimeSpan limit, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        using var step = app.Progress.Step($"Waiting until {goal.Word()}: {string.Join(", ", subjects.Select(subject => subject.Argument))}");
        while (true)
        {
            var version = app.Ledger.DataVersion;
            var now = app.Ledger.Read(sql => subjects.Select(subject => subject.Look(sql, goal)).ToList());
            if (now.TrueForAll(subject => subject.Reached))
            {
                return now;
            }

            app.Progress.Said(string.Join(", ", now.Where(subject => !subject.Reached).Select(subject => Progress(subject))));
            do
            {
                if (Stopwatch.GetElapsedTime(started) >= limit)
                {
                    throw TimedOut(now, goal, limit);
                }

                if (stop.WaitHandle.WaitOne(Pause))
                {
                    stop.ThrowIfCancellationRequested();
                }
            }
            while (app.Ledger.DataVersion == version);
        }
    }

    /// <summary>What it is, and where its own words are asked for, what it said last (S3-38).</summary>
    private static string Progress(WaitSubject subject) =>
        $"{subject.Report?.AgentName ?? subject.Argument} is {subject.State}{(subject.Report?.Progress is { } said ? $": {said.ReplaceLineEndings(" ")}" : "")}";

    private static List<WaitSubject> Subjects(OvApp app, Sql sql, Caller caller, IReadOnlyList<string> words, WaitGoal goal)
    {
        if (words.Count > 0)
        {
            return [.. words.Select(word => Subject(app, sql, caller, word, goal))];
        }

        if (goal == WaitGoal.Report)
        {
            throw new OvException(ErrorCode.Usage, "A report is waited for by task or agent, and none was named.", "For example: ov wait 3 4 --until report");
        }

        return goal == WaitGoal.Mail
            ? [WaitSubject.Inbox(caller.MailName, caller.MailName, sql)]
            : [WaitSubject.Of(RunResolver.Require(app, sql, caller) is var run ? run.Name : "", run, sql, goal)];
    }

    private static WaitSubject Subject(OvApp app, Sql sql, Caller caller, string word, WaitGoal goal)
    {
        if (goal == WaitGoal.Mail && word.Equals(Caller.OperatorName, StringComparison.OrdinalIgnoreCase))
        {
            return WaitSubject.Inbox(word, Caller.OperatorName, sql);
        }

        if (word.StartsWith("gate-", StringComparison.Ordinal) && goal != WaitGoal.Mail)
        {
            return WaitSubject.Of(word, GateFinder.Require(sql, word));
        }

        if (AgentResolver.Find(sql, word) is { } agent)
        {
            return goal == WaitGoal.Report ? WaitSubject.Reported(word, "agent", agent.Id, sql, caller.MailName) : WaitSubject.Of(word, agent, sql, goal);
        }

        if (TaskResolver.Find(app, sql, word) is { } task)
        {
            return goal == WaitGoal.Report ? WaitSubject.Reported(word, "task", task.Id, sql, caller.MailName) : WaitSubject.Of(word, task, sql, goal);
        }

        if (goal != WaitGoal.Report && RunResolver.FindNamed(sql, word) is { } run)
        {
            return WaitSubject.Of(word, run, sql, goal);
        }

        var names = AgentStore.AllLive(sql).Select(known => known.Name).Concat(RunStore.All(sql).Select(known => known.Name));
        throw new OvException(ErrorCode.NotFound, $"There is no agent, task or run '{word}'.{Nearest.Sentence(word, names)}", "See 'ov status'.");
    }

    private static OvException TimedOut(List<WaitSubject> now, WaitGoal goal, TimeSpan limit)
    {
        var open = now.Where(subject => !subject.Reached).ToList();
        return new OvException(
            ErrorCode.TimedOut, $"After {(limit == TimeSpan.Zero ? "0s" : Config.Duration.Text(limit))} {(goal == WaitGoal.Report ? "neither a report nor a question" : $"still not {goal.Word()}")}: {string.Join(", ", open.Select(subject => $"{subject.Argument} ({subject.State})"))}.",
            "Wait longer with --timeout, or see 'ov status'.")
        {
            Lists = new Dictionary<string, IReadOnlyList<string>> { ["open"] = [.. open.Select(subject => subject.Id)] },
        };
    }
}
