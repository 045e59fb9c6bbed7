using System.Globalization;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>One argument of a sling: a task that exists or one to be added, or the reason why it is neither.</summary>
/// <param name="Argument">As typed.</param>
/// <param name="Draft">The new task; null when the argument names one.</param>
public sealed record SlingSubject(string Argument, RunRecord Run, TaskRecord? Task, TaskDraft? Draft, OvException? Refusal = null)
{
    private const int LongestTitle = 120;

    /// <summary>Text has a space; a single word names a task.</summary>
    public static bool IsText(string argument) => argument.Trim().Any(char.IsWhiteSpace);

    /// <summary>The draft of a task described on the command line: its first line is the title, the whole text its body when longer.</summary>
    public static TaskDraft DraftOf(string text, SlingRequest request, string role)
    {
        var whole = text.Trim();
        var line = new string([.. whole.Split('\n')[0].Trim().Where(letter => !char.IsControl(letter))]);
        var title = line.Length <= LongestTitle ? line : Excerpt.Of(line, line.LastIndexOf(' ', LongestTitle) is > 20 and var space ? space : LongestTitle) + "…";
        return new TaskDraft(title) { Body = title == whole ? "" : whole, Role = role, Scope = request.Files };
    }

    /// <summary>A lead that slings its own task hands out a part of it: the new agent needs a task of its own to own.</summary>
    public static TaskDraft PartOf(TaskRecord task, SlingRequest request, string role) => new(Excerpt.Of($"{role}: {task.Title}", 200))
    {
        Body = task.Body, Role = role, Scope = request.Files, Criteria = task.Criteria, Priority = task.Priority, Parent = task.Id,
    };

    public static IReadOnlyList<SlingSubject> AllReady(Sql sql, RunRecord run) =>
        [.. HeldTasks.Ready(sql, run).OrderBy(task => task.Priority).ThenBy(task => task.Number)
            .Select(task => new SlingSubject(task.Number.ToString(CultureInfo.InvariantCulture), run, task, null))];
}
