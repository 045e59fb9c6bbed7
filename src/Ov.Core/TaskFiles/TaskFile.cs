namespace Ov.Core.TaskFiles;

/// <summary>A task as a file has it.</summary>
/// <param name="Path">Relative to the project; absolute for one outside of it.</param>
/// <param name="Key">What other files call it: its id, or its number.</param>
/// <param name="Number">Only in the numbered form.</param>
/// <param name="Patches">Numbers of the tasks that it mends.</param>
/// <param name="Head">The lines between the marks, as they are written.</param>
/// <param name="Hash">Of the whole text.</param>
public sealed record TaskFile(
    string Path, TaskFileForm Form, string Key, int? Number, IReadOnlyList<int> Patches, TaskFacts Facts, IReadOnlyList<string> Head, string Hash);
