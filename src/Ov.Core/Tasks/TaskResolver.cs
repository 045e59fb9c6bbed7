using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Trackers;

namespace Ov.Core.Tasks;

/// <summary>Which task a word on the command line means.</summary>
public static class TaskResolver
{
    /// <summary>
    /// By id, by number within the run, by the id it had where it was imported from, by its issue in a tracker, or by a unique prefix of the id's random part.
    /// Digits alone are always a number: a number that is not there must not hit a task whose id happens to begin so.
    /// </summary>
    /// <exception cref="OvException">not-found with the nearest, ambiguous-id, ambiguous-run.</exception>
    /// <param name="caller">Whose run a number counts in, when it is not the one of the environment.</param>
    public static TaskRecord Require(OvApp app, Sql sql, string text, Caller? caller = null) => Find(app, sql, text, caller)
        ?? throw new OvException(ErrorCode.NotFound, $"There is no task '{text}'.{Near(sql, text)}", "See 'ov task list'.");

    /// <summary>As <see cref="Require(OvApp, Sql, string, Caller)"/>, with numbers counting in a run that is already known.</summary>
    public static TaskRecord Require(Sql sql, RunRecord run, string text) => Find(sql, () => run, text)
        ?? throw new OvException(ErrorCode.NotFound, $"There is no task '{text}' in {run.Name}.{Near(sql, text)}", "See 'ov task list'.");

    /// <inheritdoc cref="Require(Sql, RunRecord, string)"/>
    public static TaskRecord? Find(Sql sql, RunRecord run, string text) => Find(sql, () => run, text);

    public static TaskRecord? Find(OvApp app, Sql sql, string text, Caller? caller = null) => Find(sql, () => RunResolver.Find(app, sql, caller), text);

    /// <summary>Somebody who types a title, or an id with a slip, is shown the nearest; a number that is not there has no neighbour worth naming.</summary>
    internal static string Near(Sql sql, string text) =>
        text.TrimStart('#').All(char.IsAsciiDigit) ? MeantAsId(sql, text)
        : TaskStore.All(sql) is var all && Nearest.Sentence(text, all.Select(task => task.Id)) is { Length: > 0 } id ? id
        : Nearest.To(text, all.Select(task => task.Title)) is { } title && all.First(task => task.Title == title) is var near ? $" Did you mean {near.Number}, '{title}'?"
        : "";

    private static string MeantAsId(Sql sql, string digits) =>
        TaskStore.All(sql).Any(task => IdText.HasPrefix(task.Id, digits)) ? $" Digits alone are a task's number; an id that begins so is written task-{digits}." : "";

    private static TaskRecord? Find(Sql sql, Func<RunRecord?> run, string text)
    {
        if (TaskStore.ById(sql, text) is { } exact)
        {
            return exact;
        }

        if (int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return run() is { } known ? TaskStore.ByNumber(sql, known.Id, number) : null;
        }

        if (ForeignIdStore.OursOf(sql, "task", text) is { } adopted)
        {
            return TaskStore.ById(sql, adopted);
        }

        if (IssueKeys.Named(text).Select(key => TaskSourceStore.ByKey(sql, key)).FirstOrDefault(source => source is not null) is { } issue)
        {
            return TaskStore.ById(sql, issue.TaskId);
        }

        var fits = TaskStore.All(sql).Where(task => IdText.HasPrefix(task.Id, text)).ToList();
        return fits.Count > 1
            ? throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several tasks: {string.Join(", ", fits.Select(task => task.Id))}.")
            : fits.SingleOrDefault();
    }
}
