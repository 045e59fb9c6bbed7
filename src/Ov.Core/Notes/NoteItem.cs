using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>A note as lists show it.</summary>
/// <param name="TaskNumber">Of the task it belongs to, within its run.</param>
/// <param name="About">The agent it is about, by name.</param>
/// <param name="Size">Of the text, in UTF-8 bytes.</param>
public sealed record NoteItem(
    string Id, string Name, string Kind, int Version, string Title, string Author, string? RunId, string? TaskId, int? TaskNumber, string? About, long Size,
    DateTimeOffset CreatedAt)
{
    /// <summary>Of a plan that was just written: the parts that it does not name; absent where nothing is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Missing { get; init; }

    public static NoteItem Of(Sql sql, NoteRecord note) => new(
        note.Id, note.Name, note.Kind, note.Version, note.Title, note.Author, note.RunId, note.TaskId,
        note.TaskId is { } task ? TaskStore.ById(sql, task)?.Number : null, note.AgentId is { } agent ? AgentStore.ById(sql, agent)?.Name : null, note.Size, note.CreatedAt);
}

/// <summary>A version with its text.</summary>
/// <param name="NewestVersion">Of the note, so that a reader of an older one sees that it is.</param>
public sealed record NoteAnswer(NoteItem Note, string Body, int NewestVersion);

/// <summary>Notes that fit, newest first.</summary>
/// <param name="More">True when older ones fit too.</param>
public sealed record NoteList(IReadOnlyList<NoteItem> Notes, int Total, bool More);

/// <summary>What a search found, best first.</summary>
public sealed record NoteSearch(IReadOnlyList<NoteFound> Results, int Total, bool More);

/// <param name="Snippet">A piece of its text around the words.</param>
public sealed record NoteFound(NoteItem Note, string Snippet);

/// <summary>The versions of a note, newest first.</summary>
/// <param name="More">True when older versions exist.</param>
public sealed record NoteHistory(string Name, string Kind, IReadOnlyList<NoteVersion> Versions, int Total, bool More);

/// <param name="Diff">What changed since the version before it, when it was asked for.</param>
public sealed record NoteVersion(string Id, int Version, string Author, DateTimeOffset CreatedAt, long Size, string Title, IReadOnlyList<string> Diff);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(NoteItem))]
[JsonSerializable(typeof(NoteAnswer))]
[JsonSerializable(typeof(NoteList))]
[JsonSerializable(typeof(NoteSearch))]
[JsonSerializable(typeof(NoteHistory))]
public sealed partial class NoteJson : JsonSerializerContext;
