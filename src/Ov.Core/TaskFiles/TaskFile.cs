using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>A task as a file has it.</summary>
/// <param name="Path">Relative to the project; absolute for one outside of it.</param>
/// <param name="Key">What other files call it: its id, or its number.</param>
/// <param name="Number">Only in the numbered form.</param>
/// <param name="Patches">Numbers of the tasks that it mends.</param>
/// <param name="Head">The lines between the marks, as they are written.</param>
/// <param name="Hash">Of the whole text.</param>
public sealed record TaskFile(
    string Path, TaskFileForm Form, string Key, int? Number, IReadOnlyList<int> Patches, TaskFacts Facts, IReadOnlyList<string> Head, string Hash)
{
    /// <summary>
    /// Set for an issue of a tracker: whether it is open (pending) or closed there. It says no more of the state than that, and nothing of
    /// scope, criteria, metadata and role: those are its task's.
    /// </summary>
    public TaskState? Said { get; init; }

    public string? Tracker { get; init; }

    /// <summary>What both sides speak of, for comparing.</summary>
    public string Stamp(TaskFacts facts) => Said is null ? facts.Stamp
        : (facts with { State = facts.State is TaskState.Closed or TaskState.Canceled ? TaskState.Closed : TaskState.Pending, Scope = [], Criteria = [], Role = "", Metadata = [] }).Stamp;

    /// <summary>Its state is another one than when both last agreed.</summary>
    public bool HasNewState(TaskSource source) => (Said ?? Facts.State) != source.FileState;
}
