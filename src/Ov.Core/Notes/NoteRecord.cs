using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Notes;

/// <summary>Named, versioned text. A new version is a new row; none is ever changed.</summary>
/// <param name="Name">Unique within the kind; a spec bears the id of its task.</param>
public sealed record NoteRecord(
    string Id, string? RunId, string? TaskId, NoteKind Kind, string Name, int Version, string Body, string Author, DateTimeOffset CreatedAt);

[JsonConverter(typeof(SnakeEnum<NoteKind>))]
public enum NoteKind
{
    Spec,
    Plan,
    Result,
    Review,
    Alignment,
    Reflection,
    Report,
    Checkpoint,
    Lesson,
}
