namespace Ov.Core.Notes;

/// <summary>One version of a named text. A new version is a new row; the text of none is ever changed.</summary>
/// <param name="RunId">The run it belongs to; null for the project's own.</param>
/// <param name="AgentId">The incarnation it is about, or that wrote it about its own work.</param>
/// <param name="Name">Unique within its run and kind; a spec bears the id of its task.</param>
/// <param name="Title">The first line that says something.</param>
/// <param name="Size">Of the text, in UTF-8 bytes.</param>
/// <param name="Body">Empty where only the head was read.</param>
public sealed record NoteRecord(
    string Id, string? RunId, string? TaskId, string? AgentId, string Kind, string Name, int Version, string Title, long Size, string Author,
    DateTimeOffset CreatedAt, string Body)
{
    /// <summary>How people name it: its kind and name; a task's spec by its id.</summary>
    public string Label => $"{Kind} {Name}";
}
